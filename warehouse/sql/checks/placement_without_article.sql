-- one row per placement of an article that is not there
with
findings as (
    select p.article_id::text as subject, concat(p.region, '/', p.tag) as message
    from core.placement as p anti join core.article as a on a.article_id = p.article_id
)
select * from findings
