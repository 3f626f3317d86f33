-- one row per source and Kyiv day, from the source's first visit to the last visit of any source
create or replace temp view publishing as
with
visits as (
    select *, (started_at at time zone 'Europe/Kyiv')::date as day from core.visit
),
-- several visits a day: the last complete one decides, else the best of partial, blocked, down
deciding as (
    select source, day, status, found, failed
    from visits
    qualify row_number() over (
        partition by source, day
        order by list_position(['complete', 'partial', 'blocked', 'down'], status), started_at desc
    ) = 1
),
sums as (
    select source, day, sum("new") as "new", sum(changed) as changed, sum(gone) as gone
    from visits
    group by source, day
),
days as (
    select source, unnest(generate_series(min(day), (select max(day) from visits), interval 1 day))::date as day
    from visits
    group by source
)
select
    'coverage/all.parquet' as file,
    d.day::timestamptz as moment,
    d.source,
    d.day,
    coalesce(v.status, 'not looked') as status,
    v.found,
    s."new"::integer as "new",
    s.changed::integer as changed,
    s.gone::integer as gone,
    v.failed
from days as d
left join deciding as v on v.source = d.source and v.day = d.day
left join sums as s on s.source = d.source and s.day = d.day
