-- one row per page, in the newest wording of its document, but for its text; by the month in which that was first fetched
create or replace temp view publishing as
select
    concat('document_pages/', strftime(v.seen_at, '%Y-%m'), '.parquet') as file,
    v.seen_at as moment,
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
from core.document_page as p
join core.article as a on a.article_id = p.article_id and a.version = p.version
join core.article_version as v on v.article_id = p.article_id and v.version = p.version
