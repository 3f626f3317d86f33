-- one row per staged article: the link that led to it. The page may call itself by another address: the capture tells
insert into staged_led by name
with
articles as (
    select line, source, url, capture_id
    from staged_article
    where hash(capture_id) % getvariable('pieces') = getvariable('piece')
),
links as (
    select url, capture_id
    from staged_ledger
    where hash(capture_id) % getvariable('pieces') = getvariable('piece')
),
led as (
    select
        a.line,
        any_value(a.source) as source,
        coalesce(arg_max(l.url, (l.url = a.url)::integer), any_value(a.url)) as url
    from articles as a left join links as l on l.capture_id = a.capture_id
    group by a.line
)
select * from led
