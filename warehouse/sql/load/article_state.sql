-- withdrawn first: an article that another link still shows is live
update core.article as a
set state = 'gone'
from (
    select distinct unnest(case when is_listed and outcome = 'gone' then article_ids else dropped_ids end) as article_id
    from staged_link
) as w, staged_visit as v
where a.source = v.source and w.article_id = a.article_id and a.state <> 'gone';

update core.article as a
set state = 'live', last_seen = greatest(a.last_seen, v.started_at)
from (
    select distinct unnest(article_ids) as article_id
    from staged_link
    where is_listed and outcome in ('new', 'changed', 'unchanged')
) as s, staged_visit as v
where a.source = v.source and s.article_id = a.article_id
