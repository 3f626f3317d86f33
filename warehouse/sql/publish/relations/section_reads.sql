-- one row per section read in a visit, by the month in which the visit began
create or replace temp view publishing as
select
    concat('section_reads/', strftime(v.started_at, '%Y-%m'), '.parquet') as file,
    v.started_at as moment,
    r.*,
    v.started_at
from core.section_read as r join core.visit as v on v.visit_id = r.visit_id
