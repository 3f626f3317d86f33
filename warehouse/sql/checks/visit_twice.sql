-- one row per visit that there is more than once, ends before it begins, or has a status that is none
with
findings as (
    select visit_id as subject, concat(count(*), ' visits') as message
    from core.visit
    group by visit_id
    having count(*) > 1
    union all
    select visit_id, concat('from ', started_at, ' to ', finished_at, ', ', status)
    from core.visit
    where finished_at < started_at or interval_end < interval_start
        or status not in ('complete', 'partial', 'blocked', 'down')
)
select * from findings
