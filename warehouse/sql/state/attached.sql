-- one row per file that a live article of a source offers, with the sections that named such articles
with
offered as (
    select unnest(attachments).url as url, section from core.article where source = ? and state = 'live'
)
select url, list(distinct section order by section) as sections
from offered
group by url
order by url
