-- one row per visit id that the ledger names and nobody made
with
findings as (
    select l.visit_id as subject, concat(count(*), ' ledger rows') as message
    from core.ledger as l anti join core.visit as v on v.visit_id = l.visit_id
    group by l.visit_id
)
select * from findings
