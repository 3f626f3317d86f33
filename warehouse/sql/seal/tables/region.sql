-- every row of core.region
create or replace temp view sealing as
select '' as part, * from core.region
