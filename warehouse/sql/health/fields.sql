-- one row per source, field and day with articles, in order, of the last year or so
select source, field, day, filled, articles
from fill_rates
where list_contains($sources, source) and day > $newest::date - 400
order by source, field, day
