-- one row per source and Kyiv day, from the source's first visit to the last visit of any source
create or replace temp view publishing as
with
visits as (
    select *, (started_at at time zone 'Europe/Kyiv')::date as day from core.visit
),
-- several visits a day: the last complete one decides, else the best of partial, blocked, down
deciding as (
    select source, day, status, reason, found, failed
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
complete_days as (
    select distinct source, day from visits where status = 'complete'
),
days as (
    select source, unnest(generate_series(min(day), (select max(day) from visits), interval 1 day))::date as day
    from visits
    group by source
),
-- the first later day on which the source was read to its end: nothing that this day's visits missed is missing then
caught_up as (
    select d.source, d.day, c.day as by_day
    from days as d asof left join complete_days as c on c.source = d.source and d.day < c.day
),
articles as (
    select
        source,
        case when published_precision in ('minute', 'day') then (published at time zone 'Europe/Kyiv')::date end as day,
        (first_seen at time zone 'Europe/Kyiv')::date as seen_day
    from core.article
),
dated as (
    select source, day, count(*) as articles from articles where day is not null group by source, day
),
-- without such an article nothing says that what is listed is dated, or reaches back as far as this day
reach as (
    select source, min(day) as first_day from dated group by source
),
-- days of which an article that tells none may be: it was not there before, and was when the source was read next
doubtful as (
    select distinct d.source, d.day
    from caught_up as d
    join (select distinct source, seen_day from articles where day is null) as u
        on u.source = d.source and u.seen_day between d.day and coalesce(d.by_day, u.seen_day)
)
select
    'coverage/all.parquet' as file,
    d.day::timestamptz as moment,
    d.source,
    d.day,
    case
        when v.status is null then 'not looked'
        when v.status = 'complete' and a.articles is null and r.first_day < d.day and u.day is null then 'quiet'
        else v.status
    end as status,
    coalesce(a.articles, 0)::integer as articles,
    c.by_day is not null as final,
    v.reason,
    v.found,
    s."new"::integer as "new",
    s.changed::integer as changed,
    s.gone::integer as gone,
    v.failed
from days as d
left join deciding as v on v.source = d.source and v.day = d.day
left join sums as s on s.source = d.source and s.day = d.day
left join caught_up as c on c.source = d.source and c.day = d.day
left join dated as a on a.source = d.source and a.day = d.day
left join reach as r on r.source = d.source
left join doubtful as u on u.source = d.source and u.day = d.day
