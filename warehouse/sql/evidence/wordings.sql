-- one row per wording of a sampled article: its texts as JSON, and the answer it was read from; in the order of
-- `subjects`, then oldest first
with
parts as (
    select
        article_id, version, "position" as place,
        to_json({section: section, title: title, text: text, link: link}) as part
    from core.digest_item
    union all
    select article_id, version, page, to_json({section: null, title: title, text: text, link: link})
    from core.document_page
),
listed as (
    select p.article_id, p.version, list(p.part order by p.place) as parts
    from parts as p semi join sampled_article as s on s.article_id = p.article_id
    group by all
),
places as (
    select distinct on (capture_id) capture_id, warc_file, warc_offset from core.capture
)
select
    s.file,
    s."offset",
    v.article_id::text as article_id,
    v.version,
    v.parser,
    v.capture_id::text as capture_id,
    c.warc_file,
    c.warc_offset,
    to_json({
        title: v.title, lead: v.lead, body: v.body, published: epoch_us(v.published), parts: coalesce(l.parts, [])
    })::text as texts
from core.article_version as v
join sampled_article as s on s.article_id = v.article_id
left join places as c on c.capture_id = v.capture_id
left join listed as l on l.article_id = v.article_id and l.version = v.version
order by s.file, s."offset", v.article_id, v.version
