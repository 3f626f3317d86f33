-- one row per article that no address of its source leads to, unless it is gone
with
led as (
    select distinct unnest(article_ids) as article_id from core.link
),
findings as (
    select a.article_id::text as subject, concat(a.url, ': no link has it') as message
    from core.article as a anti join led as l on l.article_id = a.article_id
    where a.state <> 'gone'
)
select * from findings
