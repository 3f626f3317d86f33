-- staged_text: one row per staged article, with what differs from what is known of it
create or replace temp table staged_text as
with
digested as (
    select
        article_id,
        source,
        published,
        content_hash,
        md5_number_lower(title) as title_digest,
        md5_number_lower(lead) as lead_digest,
        md5_number_lower(body) as body_digest
    from staged_article
),
compared as (
    select
        s.article_id,
        s.title_digest,
        s.lead_digest,
        s.body_digest,
        a.version as version_before,
        a.content_hash is distinct from s.content_hash as differs,
        list_filter([
            case when a.title_digest is distinct from s.title_digest then 'title' end,
            case when a.lead_digest is distinct from s.lead_digest then 'lead' end,
            case when a.body_digest is distinct from s.body_digest then 'body' end,
            case when a.published is distinct from s.published then 'published' end
        ], lambda kind: kind is not null) as kinds
    from digested as s left join core.article as a on a.source = s.source and a.article_id = s.article_id
)
select * from compared;

insert into core.article_version by name
select
    s.article_id,
    coalesce(t.version_before, 0) + 1 as version,
    s.seen_at,
    case
        when t.version_before is null then []
        when t.kinds = [] and s.kind <> 'article' then ['parts']
        else t.kinds
    end as change_kinds,
    s.title,
    s.lead,
    s.body,
    s.published,
    s.content_hash,
    s.capture_id
from staged_article as s join staged_text as t on t.article_id = s.article_id
where t.differs;

insert into core.article by name
select
    s.* exclude (lead, body),
    t.title_digest,
    t.lead_digest,
    t.body_digest,
    coalesce(t.version_before, 0) + t.differs::integer as version,
    'live' as state,
    v.started_at as first_seen,
    v.started_at as last_seen
from staged_article as s join staged_text as t on t.article_id = s.article_id cross join staged_visit as v
on conflict (article_id) do update set
    url = excluded.url,
    section = excluded.section,
    title = excluded.title,
    published = excluded.published,
    published_precision = excluded.published_precision,
    published_raw = excluded.published_raw,
    author = excluded.author,
    lang = excluded.lang,
    category = excluded.category,
    source_tags = excluded.source_tags,
    region_hint = excluded.region_hint,
    community_names = excluded.community_names,
    attribution = excluded.attribution,
    photo_credit = excluded.photo_credit,
    images = excluded.images,
    attachments = excluded.attachments,
    origins = excluded.origins,
    content_hash = excluded.content_hash,
    title_digest = excluded.title_digest,
    lead_digest = excluded.lead_digest,
    body_digest = excluded.body_digest,
    version = excluded.version,
    capture_id = excluded.capture_id,
    seen_at = excluded.seen_at,
    kind = excluded.kind,
    period_start = excluded.period_start,
    period_end = excluded.period_end
