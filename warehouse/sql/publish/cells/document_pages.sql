-- cell: one row per page, in the newest wording of its document, by the month in which that was first fetched
create or replace temp table cell as
select
    concat('document_pages/', strftime(v.seen_at, '%Y-%m'), '.parquet') as file,
    v.seen_at as moment,
    p.rowid as text_row,
    a.rowid as article_row,
    v.rowid as version_row
from core.document_page as p
join core.article as a on a.article_id = p.article_id and a.version = p.version
join core.article_version as v on v.article_id = p.article_id and v.version = p.version
