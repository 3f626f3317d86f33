-- every row of core.section_read, by its source
create or replace temp view sealing as
select source as part, * from core.section_read
