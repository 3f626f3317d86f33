-- one row per link that failed in a visit, of which no failure tells
with
findings as (
    select l.visit_id as subject, concat(l.url, ': failed, ', coalesce(l.reason, 'without a reason')) as message
    from core.ledger as l anti join core.failure as f on f.visit_id = l.visit_id and f.url = l.url
    where l.outcome = 'failed'
)
select * from findings
