-- every row of core.link, by its source
create or replace temp view sealing as
select source as part, * from core.link
