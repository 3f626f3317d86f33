-- one row per visit of the chosen sources, in the order in which they were loaded
select to_json(v)::text as visit
from before.core.visit as v semi join chosen_source as s on s.source = v.source
order by v.rowid
