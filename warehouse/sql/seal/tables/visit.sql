-- every row of core.visit, by its source
create or replace temp view sealing as
select source as part, * from core.visit
