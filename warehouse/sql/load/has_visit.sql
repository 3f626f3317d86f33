-- one row per visit of these that was loaded before
select visit_id from core.visit where visit_id in (select unnest(?::text[]))
