-- every row of core.migration
create or replace temp view sealing as
select '' as part, * from core.migration
