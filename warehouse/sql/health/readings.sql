-- one row per source, measure and day with a visit: pages of its last visit that could be read, and whether any visit
-- was complete; without measures that were always whole, or never anything
with
looks as (
    select *, (started_at at time zone 'Europe/Kyiv')::date as day
    from visits
    where kind = 'visit' and list_contains($sources, source)
),
pages as (
    select source, 'pages' as measure, day, found - failed - blocked as filled, found as "of"
    from looks
    where found > 0
    qualify row_number() over (partition by source, day order by started_at desc) = 1
),
wholes as (
    select source, 'visits' as measure, day, max((status = 'complete')::integer) as filled, 1 as "of"
    from looks
    group by source, day
)
select source, measure, day, filled, "of"
from (from pages union all from wholes)
where day > $newest::date - 400
qualify sum(filled) over (partition by source, measure) not in (0, sum("of") over (partition by source, measure))
order by source, measure, day
