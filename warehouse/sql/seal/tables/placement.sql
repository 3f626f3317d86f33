-- every row of core.placement
create or replace temp view sealing as
select '' as part, * from core.placement
