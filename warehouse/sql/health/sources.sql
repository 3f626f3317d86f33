-- one row per source to judge: those that are visited, or that are named; times UTC without zone
select
    s.source,
    s.name,
    s.url,
    max(v.started_at) filter (v.status = 'complete') at time zone 'UTC' as last_complete,
    max(v.started_at) at time zone 'UTC' as last_visit
from sources as s left join visits as v on v.source = s.source and v.kind = 'visit'
where case when $sources is null then s.active else list_contains($sources, s.source) end
group by s.source, s.name, s.url
order by s.source
