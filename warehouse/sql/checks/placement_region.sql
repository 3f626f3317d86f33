-- one row per region code that placements use and core.region does not know
with
findings as (
    select p.region as subject, concat(count(*), ' placements') as message
    from core.placement as p anti join core.region as r on r.region = p.region
    group by p.region
)
select * from findings
