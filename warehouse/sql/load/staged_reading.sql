-- one row per link that gave articles: which ones, by position
create or replace temp table staged_reading as
with
-- the page may call itself by another address than the link that led to it: the capture tells
led as (
    select a.line, coalesce(arg_max(l.url, (l.url = a.url)::integer), any_value(a.url)) as url
    from staged_article as a left join staged_ledger as l on l.capture_id = a.capture_id
    group by a.line
),
read as (
    select a.source, led.url, a.article_id, a.position, a.content_hash
    from led join staged_article as a on a.line = led.line
    qualify row_number() over (partition by a.source, led.url, a.position order by a.seen_at desc, a.line desc) = 1
),
listed as (
    select
        source,
        url,
        list(article_id order by position) as article_ids,
        list(content_hash order by position) as content_hashes
    from read
    group by source, url
)
select * from listed;

-- two links may lead to one article: its last reading counts
delete from staged_article
where line not in (select arg_max(line, (seen_at, line)) from staged_article group by article_id)
