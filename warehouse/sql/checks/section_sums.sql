-- one row per section and visit that found other than the ledger's links it is said to have named
with
named as (
    select visit_id, unnest(sections) as section from core.ledger where len(readers) > 0
),
counted as (
    select visit_id, section, count(*) as n from named group by all
),
findings as (
    select
        coalesce(r.visit_id, c.visit_id) as subject,
        concat(
            'section ', coalesce(r.section, c.section), ': found ', coalesce(r.found, 0), ', ledger ', coalesce(c.n, 0)
        ) as message
    from core.section_read as r full join counted as c on c.visit_id = r.visit_id and c.section = r.section
    where coalesce(r.found, 0) <> coalesce(c.n, 0)
)
select * from findings
