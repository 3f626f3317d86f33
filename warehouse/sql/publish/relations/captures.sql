-- one row per archived answer, by the month of its request
-- stored in the order of time, and so it stays: no `moment` to sort by
create or replace temp view publishing as
select concat('captures/', strftime(fetched_at, '%Y-%m'), '.parquet') as file, *
from core.capture
