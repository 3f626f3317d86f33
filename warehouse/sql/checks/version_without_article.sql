-- one row per article id that only versions name
with
findings as (
    select v.article_id::text as subject, concat(count(*), ' versions') as message
    from core.article_version as v anti join core.article as a on a.article_id = v.article_id
    group by v.article_id
)
select * from findings
