-- one row per page of a source that may have been edited since it was last looked at, the likeliest first. How often
-- that happens is told by the source's own edits, by the age at which its articles were edited, beside what is usual
with
buckets as (
    -- days of age: from, to; edits a day that are usual then
    from (values
        (0, 1, 0.05), (1, 3, 0.02), (3, 7, 0.01), (7, 30, 0.003), (30, 90, 0.001), (90, 365, 0.0003),
        (365, 1000000, 0.0001)
    ) as b (since, until, usual)
),
articles as (
    select
        article_id,
        coalesce(least(published, first_seen), first_seen) as born,
        epoch(first_seen - coalesce(least(published, first_seen), first_seen)) / 86400 as first_age,
        epoch(last_seen - coalesce(least(published, first_seen), first_seen)) / 86400 as last_age
    from core.article
    where source = $source and state = 'live'
),
watched as (
    select b.since, sum(greatest(least(a.last_age, b.until) - greatest(a.first_age, b.since), 0)) as days
    from buckets as b cross join articles as a
    group by b.since
),
edits as (
    select epoch(v.seen_at - a.born) / 86400 as age
    from core.article_version as v join articles as a on a.article_id = v.article_id
    where v.version > 1
),
edited as (
    select b.since, count(*) as n
    from buckets as b join edits as e on e.age >= b.since and e.age < b.until
    group by b.since
),
rates as (
    -- 30 days of one article are what is usual worth
    select
        b.since,
        b.until,
        (coalesce(e.n, 0) + 30 * b.usual) / (coalesce(w.days, 0) + 30) as rate
    from buckets as b
    left join watched as w on w.since = b.since
    left join edited as e on e.since = b.since
),
pages as (
    select
        l.url,
        l.sections,
        a.born,
        greatest(epoch($now - a.born) / 86400, 0) as age,
        greatest(epoch($now - l.last_seen) / 86400, 0) as unseen
    from core.link as l join articles as a on a.article_id = l.article_ids[1]
    where l.source = $source and l.role = 'page' and l.outcome in ('new', 'changed', 'unchanged')
),
likely as (
    select p.url, p.sections, p.born, 1 - exp(-r.rate * p.unseen) as chance
    from pages as p join rates as r on p.age >= r.since and p.age < r.until
)
select url, sections from likely order by chance desc, born desc, url limit $most
