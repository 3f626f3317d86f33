-- one row per section read in a run
select r.source, r.section, r.found, r.only_here, r.complete, coalesce(r.guessed, false)
from core.section_read as r join core.visit as v on v.visit_id = r.visit_id
where v.run_id = ?
order by r.source, r.section
