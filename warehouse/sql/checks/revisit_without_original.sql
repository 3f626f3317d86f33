-- one row per capture that only points at an earlier one, where no earlier one has its body
with
bodies as (
    select distinct sha256 from core.capture where not revisit
),
findings as (
    select r.capture_id::text as subject, concat(r.requested_url, ': body ', r.sha256) as message
    from core.capture as r anti join bodies as b on b.sha256 = r.sha256
    where r.revisit and r.status <> 304
)
select * from findings
