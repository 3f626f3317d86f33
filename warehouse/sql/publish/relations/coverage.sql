-- one row per source and Kyiv day, from the source's first visit to the last visit of any source, and of each day that
-- a backfill read back
create or replace temp view publishing as
with
every_visit as (
    select *, (started_at at time zone 'Europe/Kyiv')::date as day from core.visit
),
visits as (
    select * from every_visit where kind = 'visit'
),
articles as (
    select
        source,
        case when published_precision in ('minute', 'day') then (published at time zone 'Europe/Kyiv')::date end as day,
        (first_seen at time zone 'Europe/Kyiv')::date as seen_day,
        first_seen
    from core.article
),
dated as (
    select source, day, count(*) as articles from articles where day is not null group by source, day
),
-- without such an article nothing says that what is listed is dated, or reaches back as far as this day
reach as (
    select source, min(day) as first_day from dated group by source
),
-- what a list had of older days says that it is dated and reaches back beyond the window
lists as (
    select visit_id, min(reached) as reached from core.section_read where complete group by visit_id
),
-- days that were over when they were read back: their last complete backfill decides, else the best of the others
windows as (
    select
        v.visit_id, v.source, v.status, v.started_at,
        unnest(generate_series(
            -- not before anything is known of the source: nobody can tell then whether it was there
            greatest((v.interval_start at time zone 'Europe/Kyiv')::date, least(r.first_day, l.reached)),
            least((v.interval_end at time zone 'Europe/Kyiv')::date, v.day) - 1,
            interval 1 day
        ))::date as day
    from every_visit as v
    left join reach as r on r.source = v.source
    left join lists as l on l.visit_id = v.visit_id
    where v.kind = 'backfill'
),
read_back as (
    select
        source,
        day,
        arg_min(
            visit_id,
            (list_position(['complete', 'partial', 'blocked', 'down'], status), -epoch_us(started_at))
        ) as visit_id
    from windows
    group by source, day
),
read_back_by as (
    select b.source, b.day, v.status, v.reason, l.reached
    from read_back as b
    join core.visit as v on v.visit_id = b.visit_id
    left join lists as l on l.visit_id = b.visit_id
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
    union
    select source, day from read_back
),
-- by which the day is judged: its own visits, where a backfill has not read more of it
judged as (
    select
        d.source,
        d.day,
        coalesce(list_position(['complete', 'partial', 'blocked', 'down'], b.status), 9)
            < coalesce(list_position(['complete', 'partial', 'blocked', 'down'], v.status), 9) as backfilled,
        if(backfilled, b.status, v.status) as status,
        if(backfilled, b.reason, v.reason) as reason,
        if(backfilled, null, v.found) as found,
        if(backfilled, null, v.failed) as failed,
        b.reached,
        coalesce(b.status = 'complete', false) as read_back_whole
    from days as d
    left join deciding as v on v.source = d.source and v.day = d.day
    left join read_back_by as b on b.source = d.source and b.day = d.day
),
-- the first later day on which the source was read to its end: nothing that this day's visits missed is missing then
caught_up as (
    select d.source, d.day, c.day as by_day
    from days as d asof left join complete_days as c on c.source = d.source and d.day < c.day
),
-- an article that tells none and was found by a backfill may be of any day before
undated_back as (
    select u.source, max(u.seen_day) as seen_day
    from articles as u
    semi join every_visit as v on v.kind = 'backfill' and v.source = u.source and v.started_at = u.first_seen
    where u.day is null
    group by u.source
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
        when d.status is null then 'not looked'
        when d.status = 'complete' and a.articles is null and u.day is null and coalesce(n.seen_day < d.day, true)
            and (r.first_day < d.day or (d.backfilled and d.reached < d.day)) then 'quiet'
        else d.status
    end as status,
    coalesce(a.articles, 0)::integer as articles,
    c.by_day is not null or d.read_back_whole as final,
    d.reason,
    d.found,
    s."new"::integer as "new",
    s.changed::integer as changed,
    s.gone::integer as gone,
    d.failed,
    d.backfilled
from judged as d
left join sums as s on s.source = d.source and s.day = d.day
left join caught_up as c on c.source = d.source and c.day = d.day
left join dated as a on a.source = d.source and a.day = d.day
left join reach as r on r.source = d.source
left join undated_back as n on n.source = d.source
left join doubtful as u on u.source = d.source and u.day = d.day
