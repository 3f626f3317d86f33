-- one row per page of `slice`, but for its text
create or replace temp view publishing as
select
    c.file,
    c.part,
    c.moment,
    c.text_row,
    p.article_id,
    p.source,
    a.url,
    p.page,
    p.title,
    p.link as page_url,
    p.read_by,
    p.version,
    v.seen_at,
    v.capture_id
from slice as c
join core.document_page as p on p.rowid = c.text_row
join core.article as a on a.rowid = c.article_row
join core.article_version as v on v.rowid = c.version_row
