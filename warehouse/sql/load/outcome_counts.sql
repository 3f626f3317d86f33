-- one row per outcome: how many links of the visit the staged ledger gives it
select l.outcome, count(*)
from staged_ledger as l join staged_visit as v on v.visit_id = l.visit_id
group by all
