-- one row per article or wording whose archived answer is not among the captures, or was fetched at another time or for
-- another source
with
read as (
    select a.article_id, a.source, 'article' as what, a.capture_id, a.seen_at from core.article as a
    union all
    select v.article_id, a.source, concat('version ', v.version), v.capture_id, v.seen_at
    from core.article_version as v join core.article as a on a.article_id = v.article_id
),
findings as (
    select
        r.article_id::text as subject,
        concat(
            r.what, ' of ', r.source, ', seen at ', r.seen_at, ': ',
            coalesce(concat('capture of ', c.source, ' at ', c.fetched_at), concat('no capture ', r.capture_id))
        ) as message
    from read as r left join core.capture as c on c.capture_id = r.capture_id
    where c.capture_id is null or c.source <> r.source or c.fetched_at <> r.seen_at
)
select * from findings
