-- one row if this visit was loaded before
select 1 from core.visit where visit_id = ? limit 1
