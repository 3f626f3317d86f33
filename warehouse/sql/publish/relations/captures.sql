-- one row per archived answer, by the month of its request
create or replace temp view publishing as
select concat('captures/', strftime(fetched_at, '%Y-%m'), '.parquet') as file, fetched_at as moment, *
from core.capture
