-- one row per visit, by the month in which it began
create or replace temp view publishing as
select concat('visits/', strftime(started_at, '%Y-%m'), '.parquet') as file, started_at as moment, *
from core.visit
