-- one row per article
create view articles as
with
main as (
    select
        article_id, source, section, url, title, lead, body, published, published_precision, author, lang,
        source_tags, regions, communities, community_names, tags, story_id, state, first_seen, last_seen, capture_id,
        region, tag, position, category, region_hint, attribution, photo_credit, published_raw, images, attachments,
        origins, content_hash, version, published_day, version_seen_at, change_kinds, kind,
        parser, version_capture_id, version_parser
    from placements
    where is_primary
)
select * from main;

comment on view articles is
    'one row per article, as it was last read. Its earlier wordings are in article_versions, its regions and tags in placements. A digest and a PDF report count as one each (kind); news alone: kind = ''article''';
comment on column articles.article_id is 'made from source, the first canonical URL it was read under, and position: the same in every snapshot, also after its address has changed';
comment on column articles.source is 'slug of the source';
comment on column articles.section is 'the section of the source that named its link';
comment on column articles.url is 'canonical URL';
comment on column articles.title is 'title';
comment on column articles.lead is 'the paragraph that the page sets before the text';
comment on column articles.body is 'text, paragraphs as lines; may be empty';
comment on column articles.published is 'when the page says it was published: midnight in Kyiv where it names no hour, the first of a month where it names no day (published_precision); null where it names no date';
comment on column articles.published_precision is 'how exact published is: minute, day, month or year; null where there is none';
comment on column articles.author is 'author, as the page names it';
comment on column articles.lang is 'language code';
comment on column articles.source_tags is 'the page''s own tags';
comment on column articles.regions is 'ISO 3166-2:UA codes of all its regions, or national';
comment on column articles.communities is 'KATOTTG codes of its communities; those of the source until places are read from the text';
comment on column articles.community_names is 'the page''s own words for its community';
comment on column articles.tags is 'controlled slugs; other until tags are assigned';
comment on column articles.story_id is 'the story it belongs to; null until stories are made';
comment on column articles.state is 'live, or gone: withdrawn by the site, which three looks on at least two days after the first confirmed while its other pages could be read; text and last_seen stay';
comment on column articles.first_seen is 'start of the visit that found it';
comment on column articles.last_seen is 'start of the last visit that saw it live';
comment on column articles.capture_id is 'the archived answer it was last read from; see captures';
comment on column articles.region is 'its primary region; partition key: a condition on it reads only those files';
comment on column articles.tag is 'its primary tag; partition key';
comment on column articles.position is '0, or its place on a page of several articles';
comment on column articles.category is 'the page''s own category';
comment on column articles.region_hint is 'the page''s own words for its region';
comment on column articles.attribution is 'whom the page names as its source: «Джерело: Житомирська міська рада»';
comment on column articles.photo_credit is 'whom the page names for its picture: «фото: Харківська міська рада»';
comment on column articles.published_raw is 'the page''s own words for the date';
comment on column articles.images is 'addresses of images in the text';
comment on column articles.attachments is 'files that the page offers: url and title';
comment on column articles.origins is 'field to where it was read';
comment on column articles.content_hash is 'of title, lead, body, published, items and pages';
comment on column articles.version is 'number of its wording, from 1; see article_versions';
comment on column articles.published_day is 'the day of published in Kyiv, whatever time zone the session has; null without a date';
comment on column articles.version_seen_at is 'when the page with this wording was first fetched';
comment on column articles.change_kinds is 'where it differs from the wording before: title, lead, body, published, parts (only items or pages); and what that is: number, date, name, quote, paragraph_added, paragraph_removed, wording (the rest of the body). Empty for the first; only places in versions made by earlier releases';
comment on column articles.kind is 'article, digest (its items are in digest_items) or document (a PDF, its pages are in document_pages)';
comment on column articles.parser is 'which code and source file read it; null: a release that did not say';
comment on column articles.version_capture_id is 'the archived answer that its newest wording was read from: title, lead, body, published';
comment on column articles.version_parser is 'which code and source file read that wording';
