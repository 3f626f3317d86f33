-- one row per visit whose links, outcomes and ledger rows do not agree
with
rows as (
    select visit_id, outcome, count(*) as n from core.ledger group by all
),
counted as (
    select visit_id, map_from_entries(list((outcome, n))) as outcomes, sum(n) as n from rows group by visit_id
),
said as (
    unpivot (
        select
            visit_id, "new", unchanged, changed, gone, blocked, refused_by_robots, filtered, failed, not_an_article
        from core.visit
    )
    on "new", unchanged, changed, gone, blocked, refused_by_robots, filtered, failed, not_an_article
    into name outcome value n
),
differing as (
    select s.visit_id, string_agg(concat(s.outcome, ' ', s.n, ' counted'), ', ' order by s.outcome) as what
    from said as s left join counted as c on c.visit_id = s.visit_id
    where s.n <> coalesce(c.outcomes[s.outcome], 0)
    group by s.visit_id
),
totals as (
    select visit_id, sum(n) as n from said group by visit_id
),
findings as (
    select
        v.visit_id as subject,
        concat_ws(
            ', ', concat('found ', v.found), concat('outcomes ', t.n), concat('ledger ', coalesce(c.n, 0)), d.what
        ) as message
    from core.visit as v
    join totals as t on t.visit_id = v.visit_id
    left join counted as c on c.visit_id = v.visit_id
    left join differing as d on d.visit_id = v.visit_id
    where v.found <> t.n or v.found <> coalesce(c.n, 0) or d.what is not null
)
select * from findings
