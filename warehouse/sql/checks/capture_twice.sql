-- one row per capture that a visit has more than once
with
findings as (
    select capture_id::text as subject, concat(count(*), ' captures in visit ', visit_id) as message
    from core.capture
    group by capture_id, visit_id
    having count(*) > 1
)
select * from findings
