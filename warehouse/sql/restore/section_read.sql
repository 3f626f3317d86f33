-- rows of core.section_read as they were published, before those of visits that came after
create or replace temp table later_row as
select * from core.section_read where visit_id in (select visit_id from later_visit);

delete from core.section_read;

insert into core.section_read by name select * from read_parquet(getvariable('restored_from'));

insert into core.section_read by name select * from later_row;

drop table later_row
