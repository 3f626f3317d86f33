-- one row per address of a source that is remembered more than once
with
findings as (
    select concat(source, ' ', url) as subject, concat(count(*), ' rows') as message
    from core.link
    group by source, url
    having count(*) > 1
)
select * from findings
