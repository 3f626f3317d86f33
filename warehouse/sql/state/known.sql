-- one row per address of a source, with what its article tells where it has one; times as UTC without zone, which
-- needs no pytz
with
links as (
    select *, case when len(article_ids) = 1 then article_ids[1] end as article_id
    from core.link
    where source = $source
        and (
            $urls is null or url in (select unnest(from_json($urls, '["VARCHAR"]')))
            -- what leads elsewhere is known always: the article there is its own
            or (final_url <> url and len(article_ids) > 0)
        )
),
told as (
    select
        article_id, published, published_precision, body_digest <> md5_number_lower('') as has_text, state, capture_id
    from core.article
    where source = $source
),
-- where articles were read whose link brought none the last time
read as (
    select c.capture_id, {file: c.warc_file, "offset": c.warc_offset, url: c.url, "at": c.fetched_at at time zone 'UTC'} as place
    from core.capture as c
    where c.source = $source
        and c.capture_id in (
            select t.capture_id
            from told as t join links as l on l.article_id = t.article_id
            where l.outcome not in ('new', 'changed', 'unchanged')
        )
)
select
    l.url,
    l.outcome,
    l.etag,
    l.last_modified,
    l.sha256,
    l.warc_file,
    l.warc_offset,
    l.record_date at time zone 'UTC' as record_date,
    l.final_url,
    l.sections,
    l.content_hashes,
    l.first_seen at time zone 'UTC' as first_seen,
    l.told,
    coalesce(l.backfilled, false) as backfilled,
    t.published at time zone 'UTC' as published,
    t.published_precision,
    coalesce(t.has_text, false) as has_text,
    l.article_id::text as article_id,
    coalesce(t.state = 'gone' or l.gone_looks > 0, false) as withdrawn,
    r.place
from links as l
left join told as t on t.article_id = l.article_id
left join read as r on r.capture_id = t.capture_id and l.outcome not in ('new', 'changed', 'unchanged')
