-- which sources have visits
select distinct source from core.visit order by source
