-- one row per migration as it is recorded
select number, name from core.migration order by number
