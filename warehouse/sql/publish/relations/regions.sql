-- one row per region
create or replace temp view publishing as
select 'regions/all.parquet' as file, null::timestamptz as moment, region, name from core.region
