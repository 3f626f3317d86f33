-- one row per link of a source that was never read, and could not be when it was last met; others are looked at again
select url, sections
from core.link
where source = ? and role = 'page' and outcome in ('failed', 'blocked', 'refused_by_robots')
    and len(article_ids) = 0
order by first_seen, url
