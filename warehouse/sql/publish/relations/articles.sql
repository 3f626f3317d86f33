-- one row per article and placement of `slice`, as the partitions hold it; texts stay on the left of a join, where no
-- hash table is made of them
create or replace temp view publishing as
with
sliced as (
    select distinct a.article_id from slice as c join core.article as a on a.rowid = c.article_row
),
lists as (
    select
        p.article_id,
        list(distinct p.region order by p.region) as regions,
        list(distinct p.tag order by p.tag) as tags
    from core.placement as p semi join sliced as s on s.article_id = p.article_id
    group by p.article_id
),
known as (
    select
        c.file,
        c.part,
        c.moment,
        c.text_row,
        a.article_id,
        a.source,
        a.section,
        a.url,
        a.position,
        a.title,
        a.published,
        a.published_precision,
        a.published_raw,
        a.author,
        a.lang,
        a.category,
        a.source_tags,
        l.regions,
        case when s.community is null then [] else [s.community] end as communities,
        a.community_names,
        a.region_hint,
        a.attribution,
        a.photo_credit,
        l.tags,
        null::uuid as story_id,
        a.images,
        a.attachments,
        a.origins,
        a.content_hash,
        a.version,
        a.state,
        a.first_seen,
        nullif(a.last_seen, k.last_seen) as last_seen,
        a.capture_id,
        a.kind,
        a.parser,
        c.is_primary
    from core.article as a
    join slice as c on c.article_row = a.rowid
    join lists as l on l.article_id = a.article_id
    join shared_last_seen as k on k.source = a.source
    left join core.source as s on s.source = a.source
),
rows as (
    select
        k.file,
        k.part,
        k.moment,
        k.article_id,
        k.source,
        k.section,
        k.url,
        k.position,
        k.title,
        k.published,
        k.published_precision,
        k.published_raw,
        k.author,
        k.lang,
        k.category,
        k.source_tags,
        k.regions,
        k.communities,
        k.community_names,
        k.region_hint,
        k.attribution,
        k.photo_credit,
        k.tags,
        k.story_id,
        k.images,
        k.attachments,
        k.origins,
        k.content_hash,
        k.version,
        v.seen_at as version_seen_at,
        v.change_kinds,
        v.changes,
        k.state,
        k.first_seen,
        k.last_seen,
        k.capture_id,
        k.kind,
        k.parser,
        v.capture_id as version_capture_id,
        v.parser as version_parser,
        k.is_primary,
        v.lead,
        v.body
    from core.article_version as v join known as k on k.text_row = v.rowid
)
select * from rows
