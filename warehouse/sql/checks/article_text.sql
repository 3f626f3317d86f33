-- one row per article and wording whose text is not the one that was stored, or is another in the two places that tell it
with
newest as (
    select
        v.article_id,
        concat('version ', v.version, ': ', concat_ws(
            ', ',
            case when a.title <> v.title or a.title_digest <> md5_number_lower(v.title) then 'title' end,
            case when a.lead_digest is distinct from md5_number_lower(v.lead) then 'lead' end,
            case when a.body_digest <> md5_number_lower(v.body) then 'body' end,
            case when a.published is distinct from v.published and a.origins['published'] is distinct from 'index' then 'published' end
        )) as message
    from core.article_version as v join core.article as a on a.article_id = v.article_id and a.version = v.version
),
stored as (
    select article_id, concat('version ', version, ': text') as message
    from core.article_version
    where text_digest <> md5_number_lower(to_json([title, lead, body])::text)
    union all
    select article_id, concat('version ', version, ': text of page ', page)
    from core.document_page
    where text_digest <> md5_number_lower(to_json([title, text])::text)
),
findings as (
    select article_id::text as subject, message from newest where not message like '%: '
    union all
    select article_id::text, message from stored
)
select * from findings
