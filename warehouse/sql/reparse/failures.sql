-- one row per failure of a visit, as it was staged
select to_json(f)::text
from (select * rename (failed_at as "at") from round_failure where visit_id = ?) as f
