-- one row per visit: how it is stored
select visit_id, status, reason, changed, unchanged from core.visit where visit_id in (select unnest(?::text[]))
