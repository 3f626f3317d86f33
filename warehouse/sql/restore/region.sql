-- rows of core.region as they were published
delete from core.region;

insert into core.region by name select * from read_parquet(getvariable('restored_from'))
