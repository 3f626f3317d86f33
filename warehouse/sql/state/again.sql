-- one row per link with an article that was asked for last between two moments, those first whose deletion is not
-- confirmed, then those whose turn it is most: young articles are edited and withdrawn more often than old ones
with
links as (
    select *, case when len(article_ids) = 1 then article_ids[1] end as article_id
    from core.link
    where source = $source and role = 'page' and len(article_ids) > 0 and last_seen > $after and last_seen <= $before
),
-- an address that only leads to one under which the same article is asked for
redirected as (
    select l.url
    from links as l join core.link as k on k.source = l.source and k.url = l.final_url
    where l.final_url <> l.url and len(k.article_ids) > 0
),
told as (
    select
        l.url,
        l.sections,
        coalesce(l.gone_looks, 0) > 0 and a.state = 'live' as is_doubted,
        epoch($before) - epoch(l.last_seen) + 86400 as unseen,
        greatest(epoch($before) - epoch(least(coalesce(a.published, l.first_seen), l.first_seen)), 86400) as age
    from links as l anti join redirected as n on n.url = l.url
    left join core.article as a on a.source = $source and a.article_id = l.article_id
)
select url, sections
from told
order by is_doubted desc, unseen / age desc, url
limit $at_most
