-- one row per visit and table: where its rows lie. What was loaded together lies together, so that a look at one visit
-- need not go through all of them
create or replace temp table visit_span as
select 'ledger' as found_in, visit_id, min(rowid) as first, max(rowid) as last from before.core.ledger group by visit_id
union all
select 'capture', visit_id, min(rowid), max(rowid) from before.core.capture group by visit_id
union all
select 'section_read', visit_id, min(rowid), max(rowid) from before.core.section_read group by visit_id
union all
select 'failure', visit_id, min(rowid), max(rowid) from before.core.failure group by visit_id
