-- rows of core.capture as they were published, before those of visits that came after
create or replace temp table later_row as
select * from core.capture where visit_id in (select visit_id from later_visit);

delete from core.capture;

insert into core.capture by name select * from read_parquet(getvariable('restored_from'));

insert into core.capture by name select * from later_row;

drop table later_row
