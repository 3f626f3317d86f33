-- one row per field of an article, outcome of a link and status of a visit that is another one than before; texts of
-- lead and body are looked up where they are shown
create or replace temp table difference (source text, field text, url text, article_id uuid, before text, after text);

insert into difference by name
with
was as (
    select * exclude (title_digest, content_hash, capture_id, seen_at, parser) from before.core.article
),
now as (
    select * exclude (title_digest, content_hash, capture_id, seen_at, parser) from core.article
),
both_sides as (
    select b.source, b.url, b.article_id, to_json(b) as b, to_json(a) as a
    from was as b join now as a on a.article_id = b.article_id
    where to_json(b)::text <> to_json(a)::text
),
fields as (
    select source, url, article_id, unnest(json_keys(a)) as field, b, a from both_sides
),
told as (
    select
        source, url, article_id, regexp_replace(field, '_digest$', '') as field, b ->> field as before, a ->> field as after
    from fields
)
select * from told where before is distinct from after;

insert into difference by name
select
    b.source,
    'article' as field,
    b.url,
    b.article_id,
    b.title as before,
    null::text as after
from before.core.article as b anti join core.article as a on a.article_id = b.article_id;

-- why it is there no more: what is said of the answer that it was last read from
update difference as d
set after = l.said
from (
    select
        b.article_id,
        any_value('none: ' || concat_ws(': ', l.outcome, l.reason)) as said
    from before.core.article as b
    anti join core.article as a on a.article_id = b.article_id
    join core.ledger as l on l.capture_id = b.capture_id
    group by b.article_id
) as l
where l.article_id = d.article_id and d.field = 'article';

insert into difference by name
select a.source, 'article' as field, a.url, a.article_id, null::text as before, a.title as after
from core.article as a anti join before.core.article as b on b.article_id = a.article_id;

insert into difference by name
with
was as (
    select article_id, list(concat_ws(' ', content_hash, change_kinds, coalesce(changes, [])) order by version) as told
    from before.core.article_version
    group by article_id
),
now as (
    select article_id, list(concat_ws(' ', content_hash, change_kinds, coalesce(changes, [])) order by version) as told
    from core.article_version
    group by article_id
)
select a.source, 'wordings' as field, a.url, a.article_id, len(w.told)::text as before, len(n.told)::text as after
from was as w
join now as n on n.article_id = w.article_id
join core.article as a on a.article_id = w.article_id
where w.told <> n.told;

insert into difference by name
with
was as (
    select article_id, list(concat_ws('/', region, tag, is_primary) order by region, tag) as told
    from before.core.placement
    group by article_id
),
now as (
    select article_id, list(concat_ws('/', region, tag, is_primary) order by region, tag) as told
    from core.placement
    group by article_id
)
select a.source, 'placement' as field, a.url, a.article_id, w.told::text as before, n.told::text as after
from was as w
join now as n on n.article_id = w.article_id
join core.article as a on a.article_id = w.article_id
where w.told <> n.told;

insert into difference by name
with
was as (
    select article_id, list(md5(to_json(i)::text) order by version, position) as told
    from before.core.digest_item as i
    group by article_id
    union all
    select article_id, list(md5(to_json(p)::text) order by version, page)
    from (select * exclude (text_digest) from before.core.document_page) as p group by article_id
),
now as (
    select article_id, list(md5(to_json(i)::text) order by version, position) as told
    from core.digest_item as i
    group by article_id
    union all
    select article_id, list(md5(to_json(p)::text) order by version, page)
    from (select * exclude (text_digest) from core.document_page) as p group by article_id
)
select a.source, 'parts' as field, a.url, a.article_id, len(w.told)::text as before, len(n.told)::text as after
from core.article as a
left join was as w on w.article_id = a.article_id
left join now as n on n.article_id = a.article_id
where w.told is distinct from n.told and a.article_id in (select article_id from before.core.article);

insert into difference by name
with
was as (
    select article_id, list(to_json(m)::text order by position) as told from before.core.digest_match as m group by article_id
),
now as (
    select article_id, list(to_json(m)::text order by position) as told from core.digest_match as m group by article_id
)
select a.source, 'matches' as field, a.url, a.article_id, len(w.told)::text as before, len(n.told)::text as after
from core.article as a
left join was as w on w.article_id = a.article_id
left join now as n on n.article_id = a.article_id
where w.told is distinct from n.told and a.article_id in (select article_id from before.core.article);

insert into difference by name
select
    b.source,
    'outcome' as field,
    b.url,
    concat_ws(': ', b.outcome, b.reason) as before,
    concat_ws(': ', a.outcome, a.reason) as after
from before.core.ledger as b join core.ledger as a on a.visit_id = b.visit_id and a.url = b.url
where b.outcome <> a.outcome;

insert into difference by name
select
    b.source,
    'status' as field,
    b.visit_id as url,
    concat_ws(': ', b.status, b.reason) as before,
    concat_ws(': ', a.status, a.reason) as after
from before.core.visit as b join core.visit as a on a.visit_id = b.visit_id
where b.status <> a.status or b.reason is distinct from a.reason
