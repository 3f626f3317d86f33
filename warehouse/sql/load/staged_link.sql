-- one row per address that these visits listed or asked for, as core.link shall have it; link_row: where it has it
insert into staged_link by name
with
listed as (
    select source, url, outcome, sections
    from staged_ledger
    where hash(url) % getvariable('pieces') = getvariable('piece')
    qualify row_number() over (partition by source, url order by outcome) = 1
),
-- the last answer, the last body and the last confirmation of each address
answered as (
    select
        source,
        requested_url as url,
        arg_max({role: role, section: section, status: status, sha256: sha256}, (fetched_at, warc_offset)) as answer,
        arg_max(
            {
                etag: etag, last_modified: last_modified, fetched_at: fetched_at, sha256: sha256, url: url,
                revisit: revisit, warc_file: warc_file, warc_offset: warc_offset
            },
            (fetched_at, warc_offset)
        ) filter (status = 200) as body,
        arg_max(
            {etag: etag, last_modified: last_modified, fetched_at: fetched_at}, (fetched_at, warc_offset)
        ) filter (status = 304) as confirmation,
        arg_min(told, (fetched_at, warc_offset)) filter (told is not null) as told
    from staged_capture
    where hash(requested_url) % getvariable('pieces') = getvariable('piece')
    group by source, requested_url
),
addresses as (
    select
        coalesce(l.source, a.source) as source,
        coalesce(l.url, a.url) as url,
        l.url is not null as is_listed,
        l.outcome,
        l.sections,
        a.answer as a,
        a.body as b,
        a.confirmation as c,
        a.told
    from listed as l full join answered as a on a.source = l.source and a.url = l.url
),
known as (
    select * from link_before where hash(url) % getvariable('pieces') = getvariable('piece')
),
compared as (
    select
        u.*,
        k,
        k.sha256 = u.b.sha256 and k.warc_file is not null as is_same_body,
        v.started_at,
        -- a look at a page counts only if the site was otherwise up
        v."new" + v.changed + v.unchanged > 0 as is_up
    from addresses as u
    join staged_visit as v on v.source = u.source
    left join known as k on k.url = u.url and k.source = u.source
),
-- where the bytes of a revisit are, should the link's own last body be another one
originals as (
    select sha256, arg_min({warc_file: warc_file, warc_offset: warc_offset, record_date: fetched_at}, fetched_at) as place
    from core.capture
    where not revisit and status = 200
        and sha256 in (select b.sha256 from compared where b.revisit and is_same_body is not true)
    group by sha256
),
merged as (
    select
        k.link_row,
        u.source,
        u.url,
        u.is_listed,
        case when u.is_listed then 'page' else a.role end as role,
        case
            when u.is_listed then u.outcome
            when a.status = 304 or (a.status = 200 and a.sha256 = k.sha256) then 'unchanged'
            when a.status = 200 and k.sha256 is null then 'new'
            when a.status = 200 then 'changed'
            when a.status in (404, 410) then 'gone'
            when a.status in (401, 403, 429, 451) then 'blocked'
            else 'failed'
        end as outcome,
        -- a new body brings its own validators or none; a confirmation may renew them
        case
            when b is null then coalesce(c.etag, k.etag)
            when c.fetched_at > b.fetched_at then coalesce(c.etag, b.etag)
            else b.etag
        end as etag,
        case
            when b is null then coalesce(c.last_modified, k.last_modified)
            when c.fetched_at > b.fetched_at then coalesce(c.last_modified, b.last_modified)
            else b.last_modified
        end as last_modified,
        coalesce(b.sha256, k.sha256) as sha256,
        case
            when b is null or (b.revisit and u.is_same_body)
                then {warc_file: k.warc_file, warc_offset: k.warc_offset, record_date: k.record_date}
            when b.revisit and o.place is not null then o.place
            else {warc_file: b.warc_file, warc_offset: b.warc_offset, record_date: b.fetched_at}
        end as place,
        coalesce(b.url, k.final_url) as final_url,
        coalesce(k.told, u.told) as told,
        -- every section that ever named it: a listing is later read only as far as something is new
        list_sort(list_distinct(list_concat(coalesce(k.sections, []), coalesce(u.sections, [a.section])))) as sections,
        coalesce(r.content_hashes, k.content_hashes, []) as content_hashes,
        coalesce(r.article_ids, k.article_ids, []) as article_ids,
        case
            when u.is_listed and u.outcome = 'gone' then coalesce(k.gone_since, if(is_up, u.started_at, null))
            when u.is_listed and u.outcome in ('new', 'changed', 'unchanged') then null
            else k.gone_since
        end as gone_since,
        case
            when u.is_listed and u.outcome = 'gone' then coalesce(k.gone_looks, 0) + is_up::integer
            when u.is_listed and u.outcome in ('new', 'changed', 'unchanged') then 0
            else k.gone_looks
        end as gone_looks,
        -- articles that a digest no longer holds
        case
            when r.article_ids is not null
                then list_filter(coalesce(k.article_ids, []), lambda x: not list_contains(r.article_ids, x))
            else []
        end as dropped_ids
    from compared as u
    left join originals as o on o.sha256 = u.b.sha256
    left join staged_reading as r on r.url = u.url and r.source = u.source
),
flat as (
    select
        * exclude (place),
        place.warc_file as warc_file,
        place.warc_offset as warc_offset,
        place.record_date as record_date
    from merged
)
select * from flat
