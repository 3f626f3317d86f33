-- one row per link and visit, by the month in which the visit began
-- stored in the order of time, and so it stays: no `moment` to sort by
create or replace temp view publishing as
select
    concat('ledger/', strftime(v.started_at, '%Y-%m'), '.parquet') as file,
    l.*,
    v.started_at
from core.ledger as l join core.visit as v on v.visit_id = l.visit_id
