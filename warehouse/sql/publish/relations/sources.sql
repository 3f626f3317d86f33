-- one row per source: those of the registry, and any other that was ever visited
create or replace temp view publishing as
with
visited as (
    select source, min(started_at) as first_visit, max(started_at) as last_visit from core.visit group by source
),
looks as (
    select source, last_seen, count(*) as n from core.article group by source, last_seen
),
counted as (
    select source, arg_max(last_seen, (n, last_seen)) as shared_last_seen, sum(n) as articles
    from looks
    group by source
),
slugs as (
    select source from core.source union select source from visited
)
select
    'sources/all.parquet' as file,
    v.last_visit as moment,
    g.source,
    coalesce(s.name, g.source) as name,
    s.platform,
    s.url,
    s.region,
    s.community,
    s.evidence,
    s.schedule,
    coalesce(s.active, false) as active,
    v.first_visit,
    v.last_visit,
    c.shared_last_seen,
    coalesce(c.articles, 0)::bigint as articles
from slugs as g
left join core.source as s on s.source = g.source
left join visited as v on v.source = g.source
left join counted as c on c.source = g.source
