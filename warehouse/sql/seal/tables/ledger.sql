-- every row of core.ledger, by its source
create or replace temp view sealing as
select source as part, * from core.ledger
