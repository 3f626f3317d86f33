-- one row per article that these visits read or found as it was, in the wording of that time; what is told of an
-- article beside its wording is stored once, and is that of its last reading
create or replace temp table round_reading as
with
read as (
    select l.source, l.url as link, l.visit_id, c.capture_id, c.fetched_at
    from round_ledger as l join round_capture as c on c.capture_id = l.capture_id
    where l.outcome in ('new', 'changed', 'unchanged')
),
-- those that came with this answer, and those that the link still has
led as (
    select r.*, v.article_id
    from read as r join before.core.article_version as v on v.capture_id = r.capture_id
    union
    select r.*, k.article_id
    from read as r
    join (
        select source, url, unnest(article_ids) as article_id
        from before.core.link
        where source in (select source from read)
    ) as k on k.source = r.source and k.url = r.link
),
worded as (
    select l.*, v.version, v.title, v.lead, v.body, v.published, v.content_hash
    from led as l
    join before.core.article_version as v on v.article_id = l.article_id and v.seen_at <= l.fetched_at
    qualify row_number() over (partition by l.capture_id, l.article_id order by v.version desc) = 1
)
select
    w.visit_id,
    w.link,
    w.version,
    a.* exclude (
        title, published, content_hash, capture_id, seen_at, title_digest, lead_digest, body_digest, version, state,
        first_seen, last_seen
    ),
    w.title,
    w.lead,
    w.body,
    w.published,
    w.content_hash,
    w.capture_id,
    w.fetched_at as seen_at
from worded as w join before.core.article as a on a.article_id = w.article_id
