-- one row per article that has not exactly one primary placement
with
primaries as (
    select article_id, count(*) as n from core.placement where is_primary group by article_id
),
findings as (
    select a.article_id::text as subject, concat(coalesce(p.n, 0), ' primary placements') as message
    from core.article as a left join primaries as p on p.article_id = a.article_id
    where p.n is distinct from 1
)
select * from findings
