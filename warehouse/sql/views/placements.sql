-- one row per article, region and tag it belongs to
create view placements as
with
published as (
    select *
    from read_parquet(
        ['articles'], hive_partitioning = true, hive_types = {region: varchar, tag: varchar}, union_by_name = false
    )
),
looks as (
    select source, shared_last_seen from sources
),
dated as (
    select
        p.article_id, p.region, p.tag, p.is_primary, p.title, p.url, p.published, p.published_precision, p.source,
        p.section, p.position, p.lead, p.body, p.author, p.lang, p.category, p.source_tags, p.regions,
        p.communities, p.community_names, p.region_hint, p.attribution, p.photo_credit,
        p.tags, p.story_id, p.state, p.first_seen,
        -- the files leave out the one that most articles of a source share
        coalesce(p.last_seen, l.shared_last_seen) as last_seen,
        p.capture_id, p.published_raw, p.images, p.attachments, p.origins, p.content_hash, p.version,
        p.version_seen_at, p.change_kinds, p.kind,
        (p.published at time zone 'Europe/Kyiv')::date as published_day,
        p.changes, p.parser, p.version_capture_id, p.version_parser
    from published as p left join looks as l on l.source = p.source
)
select * from dated;

comment on view placements is
    'one row per article, region and tag it belongs to: an article may have several, is_primary marks one. A condition on region or tag reads only those files';
comment on column placements.article_id is 'the article';
comment on column placements.region is 'ISO 3166-2:UA code, or national; partition key';
comment on column placements.tag is 'controlled slug; other until tags are assigned; partition key';
comment on column placements.is_primary is 'true for exactly one placement of an article';
comment on column placements.title is 'title';
comment on column placements.url is 'canonical URL';
comment on column placements.published is 'when the page says it was published: midnight in Kyiv where it names no hour, the first of a month where it names no day (published_precision); null where it names no date';
comment on column placements.published_precision is 'how exact published is: minute, day, month or year; null where there is none';
comment on column placements.source is 'slug of the source';
comment on column placements.section is 'the section of the source that named its link';
comment on column placements.position is '0, or its place on a page of several articles';
comment on column placements.lead is 'the paragraph that the page sets before the text';
comment on column placements.body is 'text, paragraphs as lines; may be empty';
comment on column placements.author is 'author, as the page names it';
comment on column placements.lang is 'language code';
comment on column placements.category is 'the page''s own category';
comment on column placements.source_tags is 'the page''s own tags';
comment on column placements.regions is 'all regions of the article';
comment on column placements.communities is 'KATOTTG codes of its communities; those of the source until places are read from the text';
comment on column placements.community_names is 'the page''s own words for its community';
comment on column placements.region_hint is 'the page''s own words for its region';
comment on column placements.attribution is 'whom the page names as its source: «Джерело: Житомирська міська рада»';
comment on column placements.photo_credit is 'whom the page names for its picture: «фото: Харківська міська рада»';
comment on column placements.tags is 'all tags of the article';
comment on column placements.story_id is 'the story it belongs to; null until stories are made';
comment on column placements.state is 'live, or gone: withdrawn by the site, which three looks on at least two days after the first confirmed while its other pages could be read; text and last_seen stay';
comment on column placements.first_seen is 'start of the visit that found it';
comment on column placements.last_seen is 'start of the last visit that saw it live';
comment on column placements.capture_id is 'the archived answer it was last read from; see captures';
comment on column placements.published_raw is 'the page''s own words for the date';
comment on column placements.images is 'addresses of images in the text';
comment on column placements.attachments is 'files that the page offers: url and title';
comment on column placements.origins is 'field to where it was read';
comment on column placements.content_hash is 'of title, lead, body, published, items and pages';
comment on column placements.version is 'number of its newest wording, from 1; see article_versions';
comment on column placements.version_seen_at is 'when its newest wording was first fetched';
comment on column placements.change_kinds is 'where it differs from the wording before: title, lead, body, published, parts (only items or pages); and what that is: number, date, name, quote, paragraph_added, paragraph_removed, wording (the rest of the body). Empty for the first; only places in versions made by earlier releases';
comment on column placements.changes is 'what its newest wording changed, as in article_versions';
comment on column placements.kind is 'article, digest (its items are in digest_items) or document (a PDF, its pages are in document_pages)';
comment on column placements.published_day is 'the day of published in Kyiv, whatever time zone the session has; null without a date';
comment on column placements.parser is 'which code and source file read it; null: a release that did not say';
comment on column placements.version_capture_id is 'the archived answer that its newest wording was read from: title, lead, body, published';
comment on column placements.version_parser is 'which code and source file read that wording';
