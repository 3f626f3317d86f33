-- the key of core.article goes: its index lay in memory whole, and a checkpoint wrote it anew whole, for 100 articles
-- as for a million. A load looks its articles up in one scan and inserts only those that are not there; the check
-- article_twice looks for what must not be
create table core.article_without_key (
    article_id uuid not null,
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
    last_seen timestamptz not null,
    kind text default 'article',
    period_start date,
    period_end date,
    attribution text,
    photo_credit text
);

insert into core.article_without_key by name select * from core.article;
drop table core.article;
alter table core.article_without_key rename to article;

comment on table core.article is 'one row per article, as it was last read; its text is in core.article_version';
comment on column core.article.article_id is 'UUIDv5 of source, canonical URL and position';
comment on column core.article.source is 'slug of the source';
comment on column core.article.url is 'canonical URL';
comment on column core.article.position is '0, or its place on a page of several';
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
comment on column core.article.content_hash is 'of title, lead, body, published, items and pages';
comment on column core.article.title_digest is 'half an MD5 of the title, so that a change is seen without reading texts';
comment on column core.article.lead_digest is 'half an MD5 of the lead';
comment on column core.article.body_digest is 'half an MD5 of the body';
comment on column core.article.version is 'number of its newest version, from 1';
comment on column core.article.capture_id is 'the archived answer it was last read from';
comment on column core.article.seen_at is 'when that answer was fetched';
comment on column core.article.state is 'live, or gone: the site has withdrawn it';
comment on column core.article.first_seen is 'start of the visit that found it';
comment on column core.article.last_seen is 'start of the last visit that saw it live';
comment on column core.article.kind is 'article, digest or document';
comment on column core.article.period_start is 'first day of what a digest tells';
comment on column core.article.period_end is 'last day of what a digest tells';
comment on column core.article.attribution is 'whom the page names as its source';
comment on column core.article.photo_credit is 'whom the page names for its picture';
