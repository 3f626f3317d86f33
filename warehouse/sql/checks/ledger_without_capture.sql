-- one row per link of a visit that was decided by an answer which is not among the captures of the visit
with
findings as (
    select l.visit_id as subject, concat(l.url, ': no capture ', l.capture_id) as message
    from core.ledger as l anti join core.capture as c on c.capture_id = l.capture_id and c.visit_id = l.visit_id
    where l.capture_id is not null
)
select * from findings
