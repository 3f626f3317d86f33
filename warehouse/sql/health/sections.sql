-- one row per source, section and day on which the site could be read: 1 of 1 where the section gave links; without
-- sections that always did, or never
with
reads as (
    select
        r.source,
        r.section,
        (r.started_at at time zone 'Europe/Kyiv')::date as day,
        r.found,
        max(r.pages + r.found) over (partition by r.visit_id) > 0 as reached
    from section_reads as r join visits as v on v.visit_id = r.visit_id
    where list_contains($sources, r.source) and v.kind = 'visit' and v.status in ('complete', 'partial')
)
select source, section, day, max((found > 0)::integer) as filled, 1 as "of"
from reads
where reached and day > $newest::date - 400
group by source, section, day
qualify sum(filled) over (partition by source, section) not in (0, count(*) over (partition by source, section))
order by source, section, day
