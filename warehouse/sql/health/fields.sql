-- one row per source, field and day with articles, in order, of the last year or so; without fields that were always
-- full or always empty, of which nothing can be lost
select source, field, day, filled, articles
from fill_rates
where list_contains($sources, source) and day > $newest::date - 400
qualify sum(filled) over (partition by source, field) not in (0, sum(articles) over (partition by source, field))
order by source, field, day
