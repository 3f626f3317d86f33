-- one row per place of a page, and per id, that more than one article has
with
places as (
    select concat(source, ' ', url, ' ', position) as subject, count(*) as n from core.article group by source, url, position
),
ids as (
    select article_id::text as subject, count(*) as n from core.article group by article_id
),
findings as (
    select subject, concat(n, ' articles') as message from places where n > 1
    union all
    select subject, concat(n, ' articles') from ids where n > 1
)
select * from findings
