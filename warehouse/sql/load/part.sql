-- new_part: one row per part of a wording that is not stored yet; two links may have led to one article
create or replace temp table new_part as
with
current as (
    select s.*, a.source, a.version, a.kind
    from staged_part as s join core.article as a on a.article_id = s.article_id and a.content_hash = s.content_hash
    qualify row_number() over (partition by s.article_id, s.position) = 1
),
stored as (
    select article_id, version from core.digest_item where article_id in (select article_id from current)
    union
    select article_id, version from core.document_page where article_id in (select article_id from current)
)
select c.*
from current as c anti join stored as s on s.article_id = c.article_id and s.version = c.version
order by c.article_id, c.position;

insert into core.digest_item by name
select article_id, source, version, position, section, title, text, link from new_part where kind = 'digest';

insert into core.document_page by name
select
    article_id, source, version, position as page, title, text, link, read_by,
    md5_number_lower(to_json([title, text])::text) as text_digest
from new_part
where kind = 'document';
