-- one row per source and day, in order, of the last two years or so
select source, day, articles, watched
from arrivals
where list_contains($sources, source) and day > $newest::date - 750
order by source, day
