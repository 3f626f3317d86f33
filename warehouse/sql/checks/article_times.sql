-- one row per article that was seen first or last in no visit of its source, or last before first
with
findings as (
    select
        a.article_id::text as subject, concat('first seen ', a.first_seen, ', last seen ', a.last_seen) as message
    from core.article as a
    left join core.visit as f on f.source = a.source and f.started_at = a.first_seen
    left join core.visit as l on l.source = a.source and l.started_at = a.last_seen
    where f.visit_id is null or l.visit_id is null or a.last_seen < a.first_seen
)
select * from findings
