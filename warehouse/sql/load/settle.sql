-- staged_text: one row per staged article, with its version: a new one where the article is new or its meaning changed
create or replace temp table staged_text as
with
judged as (
    select
        t.line,
        t.article_id,
        t.article_row,
        t.known_version,
        t.is_new,
        t.has_other_hash,
        t.to_place,
        coalesce(c.change_kinds, t.recorded.change_kinds, []) as change_kinds,
        if(t.recorded is null, coalesce(c.changes, []), t.recorded.changes) as changes,
        t.recorded is not null or coalesce(c.change_kinds <> [], false) as is_edit
    from compared_text as t left join staged_change as c on c.line = t.line
),
told as (
    select
        * exclude (is_new, has_other_hash, is_edit),
        is_new or (has_other_hash and is_edit) as differs,
        has_other_hash and not is_edit as is_settled
    from judged
)
select * exclude (known_version), coalesce(known_version, 0) + differs::integer as version from told;

-- what only reads otherwise stays in the wording that is known
update staged_article as s
set
    title = b.title,
    published = b.published,
    published_precision = b.published_precision,
    published_raw = b.published_raw,
    content_hash = b.content_hash,
    title_digest = b.title_digest,
    lead_digest = b.lead_digest,
    body_digest = b.body_digest
from staged_text as t join article_before as b on b.article_row = t.article_row
where t.line = s.line and t.is_settled;

-- their links too: what is stored is what the next reading is compared with
update staged_link as l
set content_hashes = n.content_hashes
from (
    with
    placed as (
        select source, url, unnest(article_ids) as article_id, generate_subscripts(article_ids, 1) as place
        from staged_link
        where is_listed and outcome in ('changed', 'unchanged')  -- also what has another address now
    )
    select p.source, p.url, list(s.content_hash order by p.place) as content_hashes
    from placed as p
    join staged_text as t on t.article_id = p.article_id
    join staged_article as s on s.line = t.line
    group by p.source, p.url
    having bool_or(t.is_settled)
) as n
where n.source = l.source and n.url = l.url and len(n.content_hashes) = len(l.content_hashes);

-- settled_link: one row per link that is unchanged after all: it has the same articles, and none of them changed
create or replace temp table settled_link as
with
changed as (
    select source, url, unnest(article_ids) as article_id
    from staged_link
    where is_listed and outcome = 'changed' and dropped_ids = []
),
judged as (
    select
        c.source, c.url, bool_or(t.differs) as differs, bool_or(t.is_settled) as is_settled
    from changed as c join staged_text as t on t.article_id = c.article_id
    group by c.source, c.url
)
select source, url from judged where is_settled and not differs;

update staged_link as l
set outcome = 'unchanged'
from settled_link as s
where s.source = l.source and s.url = l.url;

update staged_ledger as l
set outcome = 'unchanged'
from settled_link as s
where s.source = l.source and s.url = l.url and l.outcome = 'changed';

update staged_visit as v
set changed = v.changed - s.n, unchanged = v.unchanged + s.n
from (select source, count(*)::integer as n from settled_link group by source) as s
where s.source = v.source
