-- one row per visit and outcome: how many links the staged ledger gives it
select visit_id, outcome, count(*) from staged_ledger group by all
