-- one row per page of `slice`
create or replace temp view publishing as
with
offered as (
    select c.*, a.url from core.article as a join slice as c on c.article_row = a.rowid
),
fetched as (
    select o.*, v.seen_at, v.capture_id from core.article_version as v join offered as o on o.version_row = v.rowid
),
pages as (
    select
        f.file,
        f.part,
        f.moment,
        p.article_id,
        p.source,
        f.url,
        p.page,
        p.title,
        p.link as page_url,
        p.read_by,
        p.version,
        f.seen_at,
        f.capture_id,
        p.text
    from core.document_page as p join fetched as f on f.text_row = p.rowid
)
select * from pages
