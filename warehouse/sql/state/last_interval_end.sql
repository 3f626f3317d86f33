-- one row: the end of the last data interval of which all was read, UTC without zone; null before its first visit
select max(interval_end) at time zone 'UTC' as interval_end
from core.visit
where source = ? and status = 'complete' and kind = 'visit'
