-- one row per section ever read completely: the start of the last such visit, UTC without zone
select r.section, max(v.started_at) at time zone 'UTC' as started_at
from core.section_read as r join core.visit as v on v.visit_id = r.visit_id
where r.source = ? and r.complete and v.kind = 'visit'
group by r.section
