-- one row per link of a visit whose readers are not those of the sections that named it
with
named as (
    select visit_id, url, readers, unnest(sections) as section from core.ledger where len(readers) > 0
),
read as (
    select
        n.visit_id, n.url, any_value(n.readers) as readers,
        list(distinct r.reader) filter (r.reader is not null) as said
    from named as n left join core.section_read as r on r.visit_id = n.visit_id and r.section = n.section
    group by n.visit_id, n.url
),
findings as (
    select
        visit_id as subject,
        concat(url, ': readers ', readers::text, ', its sections'' ', coalesce(said, [])::text) as message
    from read
    where list_sort(readers) <> list_sort(coalesce(said, []))
)
select * from findings
