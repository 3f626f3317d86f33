-- one row per link whose page cannot be read any more and is kept as it was read before: once, as it was last met
select k.source, k.url, l.reason
from core.ledger as l
join core.visit as v on v.visit_id = l.visit_id
join core.link as k on k.source = l.source and k.url = l.url
where contains(l.reason, ?)
qualify row_number() over (partition by k.source, k.url order by v.started_at desc) = 1
order by k.source, k.url
