copy (
    with
    parts as (
        select article_id, version, position, section, title, text, link, 'text' as read_by from before.core.digest_item
        union all by name
        select article_id, version, page as position, null as section, title, text, link, read_by
        from before.core.document_page
    )
    select p.* exclude (version), r.content_hash
    from parts as p join round_reading as r on r.article_id = p.article_id and r.version = p.version
    where r.visit_id = ?
) to 'FILE' (format json)
