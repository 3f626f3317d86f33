-- one row per article that these visits read or found as it was, and where its wording of that time lies
create or replace temp table round_version as
with
read as (
    select l.source, l.url as link, l.visit_id, c.capture_id, c.fetched_at
    from round_ledger as l join round_capture as c on c.capture_id = l.capture_id
    where list_contains(?, l.outcome) or l.is_last_reading
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
)
select l.*, v.version, v.rowid as version_row
from led as l
join before.core.article_version as v on v.article_id = l.article_id and v.seen_at <= l.fetched_at
qualify row_number() over (partition by l.capture_id, l.article_id order by v.version desc) = 1
