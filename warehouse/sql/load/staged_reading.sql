-- one row per link that gave articles: which ones, by position
insert into staged_reading by name
with
led as (
    select * from staged_led where hash(url) % getvariable('pieces') = getvariable('piece')
),
read as (
    select led.source, led.url, a.article_id, a.position, a.content_hash
    from led join staged_article as a on a.line = led.line
    qualify row_number() over (partition by led.source, led.url, a.position order by a.seen_at desc, a.line desc) = 1
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
select * from listed
