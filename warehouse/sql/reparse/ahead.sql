-- one row per archived answer that a replay of the visits will have to read, as far as can be told before: in the
-- order of the visits and of their links
with
visits as (
    select visit_id, source, rowid as turn
    from before.core.visit
    where source in (select unnest($sources::text[])) and started_at >= $since
),
answers as (
    select
        c.capture_id,
        c.source,
        c.requested_url,
        c.warc_file,
        c.warc_offset,
        case when c.status <> 304 then {sha256: c.sha256, url: c.url} end as body,
        l.outcome,
        v.turn,
        l.rowid as place
    from before.core.ledger as l
    join visits as v on v.visit_id = l.visit_id
    join before.core.capture as c on c.capture_id = l.capture_id and c.visit_id = l.visit_id
    where c.role = 'page' and (c.status = 304 or c.status not between 300 and 399)
),
compared as (
    select
        *,
        last_value(body ignore nulls) over (
            partition by source, requested_url
            order by turn
            rows between unbounded preceding and 1 preceding
        ) as body_before
    from answers
)
select capture_id::text, source, warc_file, warc_offset
from compared
where (body is not null and body is distinct from body_before) or outcome not in ('unchanged', 'not_an_article')
order by turn, place
