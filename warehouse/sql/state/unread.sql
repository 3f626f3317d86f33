-- one row per link to a document with pages that nobody has read and none that OCR was tried on
with
waiting as (
    select p.article_id
    from core.document_page as p join core.article as a on a.article_id = p.article_id and a.version = p.version
    where p.source = ?
    group by p.article_id
    having count(*) filter (p.read_by is null) > 0 and count(*) filter (p.read_by = 'ocr') = 0
)
select distinct k.url
from core.link as k join waiting as w on list_contains(k.article_ids, w.article_id)
where k.source = ?
