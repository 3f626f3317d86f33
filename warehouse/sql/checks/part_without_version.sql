-- one row per item or page of a wording that is not there, and per wording whose items or pages have gaps
with
parts as (
    select article_id, version, position as place from core.digest_item
    union all
    select article_id, version, page from core.document_page
),
counted as (
    select article_id, version, count(*) as n, min(place) as first, max(place) as last from parts group by all
),
findings as (
    select c.article_id::text as subject, concat(c.n, ' parts of version ', c.version) as message
    from counted as c
    anti join core.article_version as v on v.article_id = c.article_id and v.version = c.version
    union all
    select article_id::text, concat('version ', version, ': ', n, ' parts numbered from ', first, ' to ', last)
    from counted
    where first <> 1 or last <> n
)
select * from findings
