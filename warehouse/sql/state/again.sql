-- one row per link with an article that was asked for last between two moments: those first whose deletion is not
-- confirmed, then those that are likeliest to have been edited since. How often that happens is told by the source's own
-- edits, by the age at which its articles were edited, beside what is usual
with
links as (
    select *, case when len(article_ids) = 1 then article_ids[1] end as article_id
    from core.link
    where source = $source and role = 'page' and len(article_ids) > 0 and last_seen > $after and last_seen <= $before
),
-- an address that only leads to one under which the same article is asked for
redirected as (
    select l.url
    from links as l join core.link as k on k.source = l.source and k.url = l.final_url
    where l.final_url <> l.url and len(k.article_ids) > 0
),
buckets as (
    -- days of age: from, to; edits a day that are usual then
    from (values
        (0, 1, 0.05), (1, 3, 0.02), (3, 7, 0.01), (7, 30, 0.003), (30, 90, 0.001), (90, 365, 0.0003),
        (365, 1000000, 0.0001)
    ) as b (since, until, usual)
),
articles as (
    select article_id, state, first_seen, last_seen, coalesce(least(published, first_seen), first_seen) as born
    from core.article
    where source = $source
),
lives as (
    select epoch(first_seen - born) / 86400 as first_age, epoch(last_seen - born) / 86400 as last_age
    from articles
    where state = 'live'
),
watched as (
    select b.since, sum(greatest(least(a.last_age, b.until) - greatest(a.first_age, b.since), 0)) as days
    from buckets as b cross join lives as a
    group by b.since
),
edits as (
    select epoch(v.seen_at - a.born) / 86400 as age
    from core.article_version as v join articles as a on a.article_id = v.article_id
    where v.version > 1 and a.state = 'live'
),
edited as (
    select b.since, count(*) as n
    from buckets as b join edits as e on e.age >= b.since and e.age < b.until
    group by b.since
),
rates as (
    -- 30 days of one article are what is usual worth
    select b.since, b.until, (coalesce(e.n, 0) + 30 * b.usual) / (coalesce(w.days, 0) + 30) as rate
    from buckets as b
    left join watched as w on w.since = b.since
    left join edited as e on e.since = b.since
),
told as (
    select
        l.url,
        l.sections,
        coalesce(l.gone_looks, 0) > 0 and a.state = 'live' as is_doubted,
        coalesce(a.born, l.first_seen) as born,
        greatest(epoch($now - coalesce(a.born, l.first_seen)) / 86400, 0) as age,
        greatest(epoch($now - l.last_seen) / 86400, 0) as unseen
    from links as l anti join redirected as n on n.url = l.url
    left join articles as a on a.article_id = l.article_id
)
select t.url, t.sections
from told as t join rates as r on t.age >= r.since and t.age < r.until
order by t.is_doubted desc, r.rate * t.unseen desc, t.born desc, t.url
limit $at_most
