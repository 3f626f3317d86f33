-- every row of core.capture, by its source
create or replace temp view sealing as
select source as part, * from core.capture
