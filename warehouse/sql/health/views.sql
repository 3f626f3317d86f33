-- one row: how many of the views that are judged there are
select count(*) from duckdb_views() where view_name in ('arrivals', 'fill_rates')
