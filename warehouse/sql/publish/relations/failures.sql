-- one row per failure, by its month
-- stored in the order of time, and so it stays: no `moment` to sort by
create or replace temp view publishing as
select concat('failures/', strftime(failed_at, '%Y-%m'), '.parquet') as file, *
from core.failure
