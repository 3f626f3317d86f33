-- one row per row that was published and is not there, or is there and was not published; a doubled one too. At most so many
-- of each
with
was as (
    select * from read_parquet($was)
),
now as (
    select * from read_parquet($now)
),
missing as (
    select 'published' as side, * from (select * from was except all select * from now) order by all limit $most
),
extra as (
    select 'stored' as side, * from (select * from now except all select * from was) order by all limit $most
)
select * from missing union all by name select * from extra
