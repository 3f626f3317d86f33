-- one row per wording that a later one replaced, but for its texts; the newest lies in the articles' own files
create or replace temp view publishing as
with
replaced as (
    select
        concat('article_versions/', strftime(v.seen_at, '%Y-%m'), '.parquet') as file,
        v.seen_at as moment,
        v.article_id,
        a.source,
        a.url,
        v.version,
        v.seen_at,
        v.change_kinds,
        v.title,
        v.published,
        v.content_hash,
        v.capture_id
    from core.article_version as v join core.article as a on a.article_id = v.article_id
    where v.version < a.version
)
select * from replaced
