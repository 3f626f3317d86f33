-- one row per link of a source that could not be read when it was last met
select url, sections
from core.link
where source = ? and role = 'page' and outcome in ('failed', 'blocked', 'refused_by_robots')
order by first_seen, url
