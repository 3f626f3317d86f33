-- rows of core.source as they were published
delete from core.source;

insert into core.source by name select * from read_parquet(getvariable('restored_from'))
