-- one row per article and wording
create view article_versions as
with
newest as (
    select
        article_id, url, version, version_seen_at as seen_at, change_kinds, title, body, lead, published, source,
        content_hash, capture_id, changes, version_parser as parser
    from placements
    where is_primary
),
replaced as (
    select
        article_id, url, version, seen_at, change_kinds, title, body, lead, published, source,
        content_hash, capture_id, changes, parser
    from read_parquet(['article_versions'])
),
wordings as (
    select * from newest union all by name select * from replaced
)
select * from wordings;

comment on view article_versions is 'one row per article and wording, the newest too';
comment on column article_versions.article_id is 'the article';
comment on column article_versions.url is 'canonical URL';
comment on column article_versions.version is 'from 1';
comment on column article_versions.seen_at is 'when the page with this wording was first fetched';
comment on column article_versions.change_kinds is 'where it differs from the wording before: title, lead, body, published, parts (only items or pages); and what that is: number, date, name, quote, paragraph_added, paragraph_removed, wording (the rest of the body). Empty for the first; only places in versions made by earlier releases';
comment on column article_versions.changes is 'each difference: place (title, lead, body, published, parts), kind, what was and what is, one of them empty where something was added or removed. At most 1,000 letters each. Null for versions made by earlier releases';
comment on column article_versions.title is 'title in this wording';
comment on column article_versions.body is 'text in this wording';
comment on column article_versions.lead is 'lead in this wording';
comment on column article_versions.published is 'date of publication in this wording';
comment on column article_versions.source is 'slug of the source';
comment on column article_versions.content_hash is 'of title, lead, body, published, items and pages';
comment on column article_versions.capture_id is 'the archived answer it was read from; of the newest wording, the last one';
comment on column article_versions.parser is 'which code and source file read this wording; null: a release that did not say';
