-- one row per visit id that captures, readings of sections or failures name and nobody made
with
named as (
    select visit_id, 'captures' as what from core.capture
    union all
    select visit_id, 'section reads' from core.section_read
    union all
    select visit_id, 'failures' from core.failure
),
findings as (
    select n.visit_id as subject, concat(count(*), ' ', n.what) as message
    from named as n anti join core.visit as v on v.visit_id = n.visit_id
    group by n.visit_id, n.what
)
select * from findings
