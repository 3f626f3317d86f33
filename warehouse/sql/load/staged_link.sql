-- staged_reading: one row per link that gave articles: which ones, by position
create or replace temp table staged_reading as
with
-- the page may call itself by another address than the link that led to it: the capture tells
led as (
    select a.rowid as line, coalesce(arg_max(l.url, (l.url = a.url)::integer), any_value(a.url)) as url
    from staged_article as a left join staged_ledger as l on l.capture_id = a.capture_id
    group by a.rowid
),
read as (
    select led.url, a.article_id, a.position, a.content_hash
    from led join staged_article as a on a.rowid = led.line
    qualify row_number() over (partition by led.url, a.position order by a.seen_at desc, a.rowid desc) = 1
),
listed as (
    select
        url,
        list(article_id order by position) as article_ids,
        list(content_hash order by position) as content_hashes
    from read
    group by url
)
select * from listed;

-- two links may lead to one article: its last reading counts
delete from staged_article
where rowid not in (select arg_max(rowid, (seen_at, rowid)) from staged_article group by article_id);

-- staged_link: one row per address that this visit listed or asked for, as core.link shall have it
create or replace temp table staged_link as
with
known as (
    select k.* from core.link as k join staged_visit as v on v.source = k.source
),
listed as (
    select url, outcome, sections
    from staged_ledger
    qualify row_number() over (partition by url order by outcome) = 1
),
answers as (
    select *
    from staged_capture
    qualify row_number() over (partition by requested_url order by fetched_at desc, warc_offset desc) = 1
),
bodies as (
    select *
    from staged_capture
    where status = 200
    qualify row_number() over (partition by requested_url order by fetched_at desc, warc_offset desc) = 1
),
confirmations as (
    select *
    from staged_capture
    where status = 304
    qualify row_number() over (partition by requested_url order by fetched_at desc, warc_offset desc) = 1
),
-- where the bytes of a revisit are, should the link's own last body be another one
originals as (
    select sha256, arg_min({warc_file: warc_file, warc_offset: warc_offset, record_date: fetched_at}, fetched_at) as place
    from core.capture
    where not revisit and status = 200 and sha256 in (select sha256 from bodies where revisit)
    group by sha256
),
addresses as (
    select url from listed union select requested_url from answers
),
merged as (
    select
        u.url,
        l.url is not null as is_listed,
        case when l.url is not null then 'page' else a.role end as role,
        case
            when l.url is not null then l.outcome
            when a.status = 304 or (a.status = 200 and a.sha256 = k.sha256) then 'unchanged'
            when a.status = 200 and k.sha256 is null then 'new'
            when a.status = 200 then 'changed'
            when a.status in (404, 410) then 'gone'
            when a.status in (401, 403, 429, 451) then 'blocked'
            else 'failed'
        end as outcome,
        -- a new body brings its own validators or none; a confirmation may renew them
        case
            when b.status is null then coalesce(c.etag, k.etag)
            when c.fetched_at > b.fetched_at then coalesce(c.etag, b.etag)
            else b.etag
        end as etag,
        case
            when b.status is null then coalesce(c.last_modified, k.last_modified)
            when c.fetched_at > b.fetched_at then coalesce(c.last_modified, b.last_modified)
            else b.last_modified
        end as last_modified,
        coalesce(b.sha256, k.sha256) as sha256,
        case
            when b.status is null or (b.revisit and k.sha256 = b.sha256 and k.warc_file is not null)
                then {warc_file: k.warc_file, warc_offset: k.warc_offset, record_date: k.record_date}
            when b.revisit and o.place is not null then o.place
            else {warc_file: b.warc_file, warc_offset: b.warc_offset, record_date: b.fetched_at}
        end as place,
        coalesce(b.url, k.final_url) as final_url,
        -- every section that ever named it: a listing is later read only as far as something is new
        list_sort(list_distinct(list_concat(coalesce(k.sections, []), coalesce(l.sections, [a.section])))) as sections,
        coalesce(r.content_hashes, k.content_hashes, []) as content_hashes,
        coalesce(r.article_ids, k.article_ids, []) as article_ids,
        -- articles that a digest no longer holds
        case
            when r.article_ids is not null
                then list_filter(coalesce(k.article_ids, []), lambda x: not list_contains(r.article_ids, x))
            else []
        end as dropped_ids
    from addresses as u
    left join listed as l on l.url = u.url
    left join answers as a on a.requested_url = u.url
    left join bodies as b on b.requested_url = u.url
    left join confirmations as c on c.requested_url = u.url
    left join originals as o on o.sha256 = b.sha256
    left join staged_reading as r on r.url = u.url
    left join known as k on k.url = u.url
),
flat as (
    select
        * exclude (place),
        place.warc_file as warc_file,
        place.warc_offset as warc_offset,
        place.record_date as record_date
    from merged
)
select * from flat
