-- one row per link of a source with articles that all tell their day
with
led as (
    select url, unnest(article_ids) as article_id
    from core.link
    where source = $1 and role = 'page' and len(article_ids) > 0
),
told as (
    select
        article_id,
        case when published_precision in ('minute', 'day') then (published at time zone 'Europe/Kyiv')::date end as day
    from core.article
    where source = $1
)
select l.url, min(t.day) as first_day, max(t.day) as last_day
from led as l join told as t on t.article_id = l.article_id
group by l.url
having count(*) = count(t.day)
