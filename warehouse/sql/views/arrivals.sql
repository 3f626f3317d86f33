-- one row per source and day
create view arrivals as
with
-- a backfill reads what is old, and says nothing of what came
fresh as (
    select * from visits where kind = 'visit'
),
backfills as (
    select source, started_at from visits where kind = 'backfill'
),
-- what failed on a few pages only does not hide what the index pages named
looks as (
    select v.source, v.started_at, (v.started_at at time zone 'Europe/Kyiv')::date as day
    from fresh as v
    where
        v.status = 'complete'
        or (
            v.status = 'partial'
            and v.failed + v.blocked > 0
            and 10 * (v.failed + v.blocked) <= v.found
            and not exists (select 1 from section_reads as r where r.visit_id = v.visit_id and not r.complete)
            and exists (select 1 from section_reads as r where r.visit_id = v.visit_id)
        )
),
spans as (
    select source, min(started_at) as first_look, min(day) as first_day, max(day) as last_day from looks group by source
),
-- a section that a source got later brings what is old, as the first visit does
section_begun as (
    select r.source, r.section, min(r.started_at) filter (r.complete) as began
    from section_reads as r semi join fresh as v on v.visit_id = r.visit_id
    group by r.source, r.section
),
told as (
    select
        a.source,
        a.section,
        a.first_seen,
        (a.first_seen at time zone 'Europe/Kyiv')::date as seen_day,
        case when a.published_precision in ('minute', 'day') then a.published_day end as told_day,
        s.first_day,
        a.first_seen <= s.first_look as is_first,
        a.first_seen <= s.first_look or coalesce(a.first_seen <= b.began, false) or f.source is not null as is_old_stock
    from articles as a
    join spans as s on s.source = a.source
    left join section_begun as b on b.source = a.source and b.section = a.section
    left join backfills as f on f.source = a.source and f.started_at = a.first_seen
),
placed as (
    select
        t.source,
        t.section,
        t.told_day,
        t.is_first,
        case
            when t.is_old_stock then case when t.told_day <= t.seen_day then t.told_day end
            when t.told_day is null or t.told_day > t.seen_day then t.seen_day
            when t.told_day >= l.day - 1 then t.told_day
            when t.told_day >= t.seen_day - 30 then t.seen_day
            else t.told_day
        end as day
    from told as t
    asof left join looks as l on l.source = t.source and l.started_at < t.first_seen
),
-- how far back the first visit reached in every section: the oldest tenth may be pinned or cut off
reaches as (
    select source, section, quantile_disc(told_day, 0.1) + 1 as day
    from placed
    where is_first and day is not null
    group by source, section
    having count(*) >= 3
),
known_since as (
    select s.source, s.first_day, s.last_day, least(max(r.day), s.first_day) as day
    from spans as s left join reaches as r on r.source = s.source
    group by s.source, s.first_day, s.last_day
),
days as (
    select
        source,
        first_day,
        last_day,
        unnest(generate_series(coalesce(day, first_day), last_day, interval 1 day))::date as day
    from known_since
),
counted as (
    select source, day, count(*) as articles from placed where day is not null group by source, day
),
looked as (
    select distinct source, day from looks
),
joined as (
    select
        d.source,
        d.day,
        d.day < d.last_day and (d.day < d.first_day or l.day is not null) as watched,
        coalesce(c.articles, 0)::integer as articles
    from days as d
    left join looked as l on l.source = d.source and l.day = d.day
    left join counted as c on c.source = d.source and c.day = d.day
)
select * from joined;

comment on view arrivals is
    'one row per source and day (Kyiv): what came on it, as `visnyk health` counts it. From the day back to which the first visit knew every article, to the day of the last complete visit';
comment on column arrivals.source is 'slug of the source';
comment on column arrivals.day is
    'the day that an article names, unless it was put among the news later than that (back-dated by up to a month), names none, or one to come: then the day on which it was first seen';
comment on column arrivals.watched is
    'true: a 0 says that nothing was posted. A complete visit began on that day and another on a later one, or the first visit showed all articles since. A visit of which only pages failed, at most a tenth, counts as complete here. false: not looked, down, blocked, index pages that could not be read, or not over yet';
comment on column arrivals.articles is
    'articles of the day, digests and documents too; without those that the first visit, or the first of a section, found undated';
