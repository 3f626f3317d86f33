-- one row per wording of `slice` that a later one replaced; the newest lies in the articles' own files
create or replace temp view publishing as
with
known as (
    select c.*, a.source, a.url from core.article as a join slice as c on c.article_row = a.rowid
),
replaced as (
    select
        k.file,
        k.part,
        k.moment,
        v.article_id,
        k.source,
        k.url,
        v.version,
        v.seen_at,
        v.change_kinds,
        v.changes,
        v.title,
        v.published,
        v.content_hash,
        v.capture_id,
        v.parser,
        v.lead,
        v.body
    from core.article_version as v join known as k on k.text_row = v.rowid
)
select * from replaced
