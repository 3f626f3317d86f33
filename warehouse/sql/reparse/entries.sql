-- one row per link of a visit, from some place on, with the answer it was decided by
select
    l.place,
    to_json(l)::text as entry,
    case when c.capture_id is not null then to_json(c)::text end as capture
from round_ledger as l
left join round_capture as c on c.capture_id = l.capture_id and c.visit_id = l.visit_id
where l.visit_id = ? and l.place > ?
order by l.place
limit ?
