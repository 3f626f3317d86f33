-- one row per wording of `slice` that a later one replaced, but for its texts; the newest lies in the articles' own files
create or replace temp view publishing as
with
replaced as (
    select
        c.file,
        c.part,
        c.moment,
        c.text_row,
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
    from slice as c
    join core.article_version as v on v.rowid = c.text_row
    join core.article as a on a.rowid = c.article_row
)
select * from replaced
