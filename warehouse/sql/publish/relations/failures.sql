-- one row per failure, by its month
create or replace temp view publishing as
select concat('failures/', strftime(failed_at, '%Y-%m'), '.parquet') as file, failed_at as moment, *
from core.failure
