-- visits as they were published, before those that came after, in the order in which they were loaded
create or replace temp table later_visit as
select * from core.visit
where getvariable('is_behind') and visit_id not in (select visit_id from read_parquet(getvariable('restored_from')));

delete from core.visit;

insert into core.visit by name
select * from (select distinct on (visit_id) * from read_parquet(getvariable('restored_from'))) order by started_at, visit_id;

insert into core.visit by name select * from later_visit order by started_at, visit_id
