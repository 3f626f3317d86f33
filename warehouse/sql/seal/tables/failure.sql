-- every row of core.failure, by its source
create or replace temp view sealing as
select source as part, * from core.failure
