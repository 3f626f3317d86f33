-- one row per remembered address with an article that is not there, or with other hashes than articles
with
named as (
    select source, url, unnest(article_ids) as article_id from core.link
),
findings as (
    select concat(n.source, ' ', n.url) as subject, concat('article ', n.article_id) as message
    from named as n anti join core.article as a on a.article_id = n.article_id and a.source = n.source
    union all
    select concat(source, ' ', url), concat(len(article_ids), ' articles, ', len(content_hashes), ' hashes')
    from core.link
    where len(article_ids) <> len(content_hashes)
)
select * from findings
