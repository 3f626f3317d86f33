-- one row per place of a page that holds more than one article
with
findings as (
    select concat(source, ' ', url, ' ', position) as subject, concat(count(*), ' articles') as message
    from core.article
    group by source, url, position
    having count(*) > 1
)
select * from findings
