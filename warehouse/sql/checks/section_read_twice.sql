-- one row per visit with a section that was read more than once
with
findings as (
    select visit_id as subject, concat('section ', section, ': ', count(*), ' readings') as message
    from core.section_read
    group by visit_id, section
    having count(*) > 1
)
select * from findings
