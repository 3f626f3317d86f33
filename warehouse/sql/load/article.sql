-- core.article takes over the staged articles
update core.article as a
set
    url = s.url,
    section = s.section,
    title = s.title,
    published = s.published,
    published_precision = s.published_precision,
    published_raw = s.published_raw,
    author = s.author,
    lang = s.lang,
    category = s.category,
    source_tags = s.source_tags,
    region_hint = s.region_hint,
    community_names = s.community_names,
    attribution = s.attribution,
    photo_credit = s.photo_credit,
    images = s.images,
    attachments = s.attachments,
    origins = s.origins,
    content_hash = s.content_hash,
    title_digest = s.title_digest,
    lead_digest = s.lead_digest,
    body_digest = s.body_digest,
    version = t.version,
    capture_id = s.capture_id,
    seen_at = s.seen_at,
    kind = s.kind,
    period_start = s.period_start,
    period_end = s.period_end,
    parser = s.parser
from staged_article as s join staged_text as t on t.line = s.line
where a.rowid = t.article_row;

insert into core.article by name
select
    s.* exclude (line, recorded),
    t.version,
    'live' as state,
    v.started_at as first_seen,
    v.started_at as last_seen
from staged_article as s
join staged_text as t on t.line = s.line
join staged_visit as v on v.source = s.source
where t.article_row is null
