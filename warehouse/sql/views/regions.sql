-- one row per region
create view regions as
with
published as (
    select region, name from read_parquet(['regions'])
)
select * from published;

comment on view regions is 'one row per region; national stands for the whole country';
comment on column regions.region is 'ISO 3166-2:UA code, or national';
comment on column regions.name is 'name in Ukrainian';
