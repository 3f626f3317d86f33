-- one row per article that an answer was once read as, with its parts, as JSON
with
told as (
    select * exclude (visit_id, link, recorded) from round_reading where capture_id = ?
),
parts as (
    select article_id, version, position, section, title, text, link, 'text' as read_by from before.core.digest_item
    union all by name
    select article_id, version, page as position, null as section, title, text, link, read_by
    from before.core.document_page
),
listed as (
    select p.article_id, list(
        {
            position: p.position, section: p.section, title: p.title, text: p.text, link: p.link, read_by: p.read_by
        } order by p.position
    ) as parts
    from parts as p semi join told as t on t.article_id = p.article_id and t.version = p.version
    group by p.article_id
),
whole as (
    select
        t.* exclude (version) replace (
            strftime(t.published at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') as published,
            strftime(t.seen_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') as seen_at
        ),
        coalesce(l.parts, []) as parts
    from told as t left join listed as l on l.article_id = t.article_id
)
select to_json(w)::text from whole as w order by w.position
