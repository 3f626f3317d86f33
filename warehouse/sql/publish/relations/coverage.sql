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
-- up to which day each source was read to its end, once that day was over
read_through as (
    select source, max(day) as day from visits where status = 'complete' group by source
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
    case
        when v.status is null then 'not looked'
        when v.status = 'complete' and r.day <= d.day then 'partial'
        else v.status
    end as status,
    v.found,
    s."new"::integer as "new",
    s.changed::integer as changed,
    s.gone::integer as gone,
    v.failed,
    v.status as visit_status,
    coalesce(d.day < r.day, false) as final
from days as d
left join deciding as v on v.source = d.source and v.day = d.day
left join sums as s on s.source = d.source and s.day = d.day
left join read_through as r on r.source = d.source
