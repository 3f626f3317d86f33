-- one row per source that was ever visited: when its last visit ended, UTC without zone
select source, max(finished_at) at time zone 'UTC' as ended_at
from core.visit
group by source
