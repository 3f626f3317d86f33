-- one row per address of the ledger that is not remembered, or whose last outcome is another one
with
last_outcomes as (
    select l.source, l.url, arg_max(l.outcome, v.started_at) as outcome, max(v.started_at) as started_at
    from core.ledger as l join core.visit as v on v.visit_id = l.visit_id
    group by l.source, l.url
),
findings as (
    select
        concat(o.source, ' ', o.url) as subject,
        concat('ledger ', o.outcome, '; remembered ', coalesce(k.outcome, 'nothing')) as message
    from last_outcomes as o left join core.link as k on k.source = o.source and k.url = o.url
    where k.url is null or (k.outcome <> o.outcome and k.last_seen = o.started_at)
)
select * from findings
