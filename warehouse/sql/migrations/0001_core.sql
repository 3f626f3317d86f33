-- the writer's tables; no foreign keys: a batch is checked as a whole, and keys would forbid bulk updates
create schema core;

create table core.migration (
    number integer not null,
    name text not null,
    applied_at timestamptz not null
);
comment on table core.migration is 'one row per migration applied to this file';
comment on column core.migration.number is 'from 1, without gaps';
comment on column core.migration.name is 'name of the file in sql/migrations';
comment on column core.migration.applied_at is 'when it was applied';

create table core.region (
    region text not null,
    name text not null
);
comment on table core.region is 'one row per region; national stands for the whole country';
comment on column core.region.region is 'ISO 3166-2:UA code, or national';
comment on column core.region.name is 'name in Ukrainian';

create table core.source (
    source text not null,
    name text not null,
    platform text,
    url text not null,
    region text,
    community text,
    evidence text,
    schedule text,
    active boolean not null
);
comment on table core.source is 'one row per source of the registry';
comment on column core.source.source is 'slug of the source';
comment on column core.source.name is 'name in Ukrainian';
comment on column core.source.platform is 'slug of the family of sites it belongs to';
comment on column core.source.url is 'address of the site';
comment on column core.source.region is 'ISO 3166-2:UA code, or national; null: the pages say it themselves';
comment on column core.source.community is 'KATOTTG code of the community';
comment on column core.source.evidence is 'what the source file rests on. A: real pages, B: the code of others, C: texts only, D: a guess';
comment on column core.source.schedule is 'hourly or daily';
comment on column core.source.active is 'false: it is no longer visited';

create table core.visit (
    visit_id text not null,
    run_id text not null,
    source text not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    interval_start timestamptz not null,
    interval_end timestamptz not null,
    status text not null,
    reason text,
    found integer not null,
    "new" integer not null,
    unchanged integer not null,
    changed integer not null,
    gone integer not null,
    blocked integer not null,
    refused_by_robots integer not null,
    filtered integer not null,
    failed integer not null,
    not_an_article integer not null,
    requests integer not null,
    not_modified integer not null,
    bytes_received bigint not null
);
comment on table core.visit is 'one row per reading of one source';
comment on column core.visit.visit_id is 'its id';
comment on column core.visit.run_id is 'the run it was part of';
comment on column core.visit.source is 'slug of the source';
comment on column core.visit.started_at is 'when it began';
comment on column core.visit.finished_at is 'when it ended';
comment on column core.visit.interval_start is 'the data interval it answers for: from';
comment on column core.visit.interval_end is 'the data interval it answers for: to, exclusive';
comment on column core.visit.status is 'complete, partial, blocked or down';
comment on column core.visit.reason is 'why it is not complete; also sums that do not agree';
comment on column core.visit.found is 'links found; each ends in exactly one of the outcomes';
comment on column core.visit."new" is 'links that gave an article for the first time';
comment on column core.visit.unchanged is 'links whose articles are as they were';
comment on column core.visit.changed is 'links whose articles differ from the last reading';
comment on column core.visit.gone is 'links that answer 404 or 410';
comment on column core.visit.blocked is 'links that the site refused (401, 403, 429, 451)';
comment on column core.visit.refused_by_robots is 'links that robots.txt forbids';
comment on column core.visit.filtered is 'links that the source file excludes';
comment on column core.visit.failed is 'links that failed for another reason; see core.failure';
comment on column core.visit.not_an_article is 'pages that say so themselves: a soft 404, a section page';
comment on column core.visit.requests is 'requests sent';
comment on column core.visit.not_modified is 'answers 304';
comment on column core.visit.bytes_received is 'bytes of bodies as received';

create table core.section_read (
    visit_id text not null,
    source text not null,
    section text not null,
    reader text not null,
    pages integer not null,
    found integer not null,
    only_here integer not null,
    complete boolean not null,
    error text
);
comment on table core.section_read is 'one row per section read in a visit';
comment on column core.section_read.visit_id is 'the visit';
comment on column core.section_read.source is 'slug of the source';
comment on column core.section_read.section is 'name of the section in the source file';
comment on column core.section_read.reader is 'sitemap, feed or listing';
comment on column core.section_read.pages is 'index pages read';
comment on column core.section_read.found is 'links found';
comment on column core.section_read.only_here is 'links that no other section of the visit named';
comment on column core.section_read.complete is 'read to its end, or to what an earlier complete reading had found';
comment on column core.section_read.error is 'what stopped the reading';

create table core.ledger (
    visit_id text not null,
    source text not null,
    url text not null,
    sections text[] not null,
    readers text[] not null,
    outcome text not null,
    reason text,
    capture_id uuid
);
comment on table core.ledger is 'one row per link and visit: what became of it';
comment on column core.ledger.visit_id is 'the visit';
comment on column core.ledger.source is 'slug of the source';
comment on column core.ledger.url is 'the link';
comment on column core.ledger.sections is 'the sections that named it';
comment on column core.ledger.readers is 'the readers that named it';
comment on column core.ledger.outcome is 'its one outcome in this visit';
comment on column core.ledger.reason is 'why, where the outcome does not say it all';
comment on column core.ledger.capture_id is 'the archived answer it was decided by';

create table core.capture (
    capture_id uuid not null,
    source text not null,
    visit_id text not null,
    role text not null,
    section text not null,
    requested_url text not null,
    url text not null,
    fetched_at timestamptz not null,
    status integer not null,
    media_type text,
    etag text,
    last_modified text,
    sha256 text not null,
    size bigint not null,
    warc_file text not null,
    warc_offset bigint not null,
    revisit boolean not null
);
comment on table core.capture is 'one row per archived answer';
comment on column core.capture.capture_id is 'UUID of its WARC record';
comment on column core.capture.source is 'slug of the source';
comment on column core.capture.visit_id is 'the visit';
comment on column core.capture.role is 'robots, index or page';
comment on column core.capture.section is 'the section it was asked for';
comment on column core.capture.requested_url is 'the address asked for';
comment on column core.capture.url is 'the address that answered, after redirects';
comment on column core.capture.fetched_at is 'when the request was sent';
comment on column core.capture.status is 'HTTP status';
comment on column core.capture.media_type is 'media type of the answer';
comment on column core.capture.etag is 'ETag of the answer';
comment on column core.capture.last_modified is 'Last-Modified of the answer, as it came';
comment on column core.capture.sha256 is 'of the body as received';
comment on column core.capture.size is 'bytes of the body as received';
comment on column core.capture.warc_file is 'file in the archive folder';
comment on column core.capture.warc_offset is 'byte at which the record begins';
comment on column core.capture.revisit is 'the record only points at an earlier one with the same body';

create table core.failure (
    visit_id text not null,
    source text not null,
    url text not null,
    stage text not null,
    error text not null,
    message text not null,
    failed_at timestamptz not null
);
comment on table core.failure is 'one row per thing that went wrong with one link in one visit';
comment on column core.failure.visit_id is 'the visit';
comment on column core.failure.source is 'slug of the source';
comment on column core.failure.url is 'the link';
comment on column core.failure.stage is 'where it went wrong';
comment on column core.failure.error is 'name of the error';
comment on column core.failure.message is 'what was expected, what came';
comment on column core.failure.failed_at is 'when';

create table core.link (
    source text not null,
    url text not null,
    role text not null,
    outcome text not null,
    etag text,
    last_modified text,
    sha256 text,
    warc_file text,
    warc_offset bigint,
    record_date timestamptz,
    final_url text,
    sections text[] not null,
    content_hashes text[] not null,
    article_ids uuid[] not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null
);
comment on table core.link is 'one row per address of a source: what is remembered of it';
comment on column core.link.source is 'slug of the source';
comment on column core.link.url is 'the address as it is asked for';
comment on column core.link.role is 'robots, index or page';
comment on column core.link.outcome is 'its last outcome';
comment on column core.link.etag is 'the last ETag, sent as If-None-Match';
comment on column core.link.last_modified is 'the last Last-Modified, sent as If-Modified-Since';
comment on column core.link.sha256 is 'of the last body';
comment on column core.link.warc_file is 'where the last body is archived: the file';
comment on column core.link.warc_offset is 'where the last body is archived: the byte';
comment on column core.link.record_date is 'WARC-Date of the record that holds the last body';
comment on column core.link.final_url is 'where it led to, after redirects';
comment on column core.link.sections is 'every section that ever named it';
comment on column core.link.content_hashes is 'of the articles last read from it, by position';
comment on column core.link.article_ids is 'the articles last read from it, by position';
comment on column core.link.first_seen is 'start of the first visit that met it';
comment on column core.link.last_seen is 'start of the last visit that met it';

-- lead and body are not here but in core.article_version, which is only appended to: an update of an article then
-- moves no long text
create table core.article (
    article_id uuid primary key,
    source text not null,
    url text not null,
    position integer not null,
    section text not null,
    title text not null,
    published timestamptz,
    published_precision text,
    published_raw text,
    author text,
    lang text,
    category text,
    source_tags text[] not null,
    region_hint text,
    community_names text[] not null,
    images text[] not null,
    attachments struct(url text, title text)[] not null,
    origins map(text, text) not null,
    content_hash text not null,
    title_digest ubigint not null,
    lead_digest ubigint,
    body_digest ubigint not null,
    version integer not null,
    capture_id uuid not null,
    seen_at timestamptz not null,
    state text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null
);
comment on table core.article is 'one row per article, as it was last read; its text is in core.article_version';
comment on column core.article.article_id is 'UUIDv5 of source, canonical URL and position';
comment on column core.article.source is 'slug of the source';
comment on column core.article.url is 'canonical URL';
comment on column core.article.position is '0, or its place in a digest or report';
comment on column core.article.section is 'the section that named its link';
comment on column core.article.title is 'title';
comment on column core.article.published is 'when the page says it was published';
comment on column core.article.published_precision is 'minute, day, month or year';
comment on column core.article.published_raw is 'the page''s own words for it';
comment on column core.article.author is 'author';
comment on column core.article.lang is 'language code';
comment on column core.article.category is 'the page''s own category';
comment on column core.article.source_tags is 'the page''s own tags';
comment on column core.article.region_hint is 'the page''s own words for its region';
comment on column core.article.community_names is 'the page''s own words for its community';
comment on column core.article.images is 'addresses of images in the text';
comment on column core.article.attachments is 'files that the page offers';
comment on column core.article.origins is 'field to where it was read';
comment on column core.article.content_hash is 'of title, lead, body and published';
comment on column core.article.title_digest is 'half an MD5 of the title, so that a change is seen without reading texts';
comment on column core.article.lead_digest is 'half an MD5 of the lead';
comment on column core.article.body_digest is 'half an MD5 of the body';
comment on column core.article.version is 'number of its newest version, from 1';
comment on column core.article.capture_id is 'the archived answer it was last read from';
comment on column core.article.seen_at is 'when that answer was fetched';
comment on column core.article.state is 'live, or gone: the site has withdrawn it';
comment on column core.article.first_seen is 'start of the visit that found it';
comment on column core.article.last_seen is 'start of the last visit that saw it live';

create table core.article_version (
    article_id uuid not null,
    version integer not null,
    seen_at timestamptz not null,
    change_kinds text[] not null,
    title text not null,
    lead text using compression zstd,
    body text not null using compression zstd,
    published timestamptz,
    content_hash text not null,
    capture_id uuid not null
);
comment on table core.article_version is 'one row per article and wording, the newest too';
comment on column core.article_version.article_id is 'the article';
comment on column core.article_version.version is 'from 1';
comment on column core.article_version.seen_at is 'when the page with this wording was first fetched';
comment on column core.article_version.change_kinds is 'what differs from the version before: title, lead, body, published';
comment on column core.article_version.title is 'title';
comment on column core.article_version.lead is 'the paragraph that the page sets before the text';
comment on column core.article_version.body is 'text, paragraphs as lines; may be empty';
comment on column core.article_version.published is 'when the page said it was published';
comment on column core.article_version.content_hash is 'of title, lead, body and published';
comment on column core.article_version.capture_id is 'the archived answer it was read from';

create table core.placement (
    article_id uuid not null,
    region text not null,
    tag text not null,
    is_primary boolean not null
);
comment on table core.placement is 'one row per article, region and tag it belongs to';
comment on column core.placement.article_id is 'the article';
comment on column core.placement.region is 'ISO 3166-2:UA code, or national';
comment on column core.placement.tag is 'controlled slug; other until tags are assigned';
comment on column core.placement.is_primary is 'true for exactly one placement of an article';

create table core.archive_file (
    warc_file text not null,
    indexed_bytes bigint not null
);
comment on table core.archive_file is 'one row per WARC file';
comment on column core.archive_file.warc_file is 'file in the archive folder';
comment on column core.archive_file.indexed_bytes is 'bytes of it whose records are in core.capture';
