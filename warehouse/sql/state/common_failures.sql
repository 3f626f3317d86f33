-- one row per source of a run: the error that most of its failures share, and one address that had it
with
failed as (
    -- messages that differ only by the address they name are one; it may hold commas, and a sign may follow it
    select f.source, f.error, regexp_replace(f.message, 'https?://\S*[^\s,;:.)»]', '…', 'g') as message, f.url
    from core.failure as f join core.visit as v on v.visit_id = f.visit_id
    where v.run_id = ?
),
counted as (
    select source, error, message, count(*) as n, min(url) as url from failed group by all
)
select source, error, message, n, sum(n) over (partition by source)::bigint as total, url
from counted
qualify row_number() over (partition by source order by n desc, error, message) = 1
order by source
