-- one row per sampled article: its fields as JSON, and the answer it was last read from. In the order of the archive, so
-- that articles of one page come together
select
    s.file,
    s."offset",
    a.article_id::text as article_id,
    a.capture_id::text as capture_id,
    a.source,
    a.parser,
    a.version,
    exists (
        from core.ledger as l where l.capture_id = a.capture_id and contains(l.reason, 'kept as it was read before')
    ) as is_kept,
    exists (from core.document_page as p where p.article_id = a.article_id and p.read_by = 'ocr') as is_scanned,
    to_json({
        url: a.url, "position": a.position, section: a.section, kind: a.kind, published: epoch_us(a.published),
        published_precision: a.published_precision, published_raw: a.published_raw, author: a.author, lang: a.lang,
        category: a.category, source_tags: a.source_tags, region_hint: a.region_hint,
        community_names: a.community_names, attribution: a.attribution, photo_credit: a.photo_credit,
        images: a.images, attachments: a.attachments, origins: a.origins,
        period_start: a.period_start, period_end: a.period_end
    })::text as fields
from sampled_article as s join core.article as a on a.rowid = s.article_row
order by s.file, s."offset", a.article_id
