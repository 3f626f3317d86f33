-- one row per visit and section whose reading found other than the ledger's links it is said to have named; links that
-- are remembered, or offered by a page, were named by no reader
with
named as (
    select visit_id, unnest(sections) as section from staged_ledger where len(readers) > 0
),
counted as (
    select visit_id, section, count(*) as n from named group by all
)
select
    coalesce(r.visit_id, c.visit_id),
    coalesce(r.section, c.section) as section,
    coalesce(r.found, 0),
    coalesce(c.n, 0)
from staged_section_read as r full join counted as c on c.visit_id = r.visit_id and c.section = r.section
where coalesce(r.found, 0) <> coalesce(c.n, 0)
order by all
