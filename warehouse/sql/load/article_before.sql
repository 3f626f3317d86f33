-- known_article: where core.article has the articles that these visits read, and those of the links they asked for.
-- The one look through all articles, as for the links
create or replace temp table known_article as
with
wanted as (
    select article_id from staged_article union all select unnest(article_ids) from link_before
)
select a.rowid as article_row
from core.article as a semi join wanted as w on w.article_id = a.article_id
where a.source in (select source from staged_visit);

-- article_before: one row per such article, as it is there
create or replace temp table article_before as
select
    a.rowid as article_row,
    a.article_id,
    a.title,
    a.published,
    a.published_precision,
    a.published_raw,
    a.content_hash,
    a.title_digest,
    a.lead_digest,
    a.body_digest,
    a.version,
    a.region_hint,
    a.state,
    a.last_seen
from core.article as a semi join known_article as n on n.article_row = a.rowid;

-- compared_text: one row per staged article, with whether it is new, or reads otherwise than what is known of it. What
-- reads otherwise is an edit only if the meaning changed: see `edited` and `settle`
create or replace temp table compared_text as
select
    s.line,
    s.article_id,
    s.kind,
    b.article_row,
    b.version as known_version,
    b.article_row is null as is_new,
    b.content_hash <> s.content_hash
        and s.recorded is null
        -- one whose words and day are the same to the letter has nothing to compare
        and (
            s.kind <> 'article'
            or b.title_digest <> s.title_digest
            or b.lead_digest is distinct from s.lead_digest
            or b.body_digest <> s.body_digest
            or b.published is distinct from s.published
        ) as reads_otherwise,
    b.content_hash <> s.content_hash as has_other_hash,
    s.recorded,
    b.article_row is null or b.region_hint is distinct from s.region_hint as to_place
from staged_article as s left join article_before as b on b.article_id = s.article_id;

-- staged_change: filled with one row per article that reads otherwise: what that comes to
create or replace temp table staged_change (
    line bigint, change_kinds text[], changes struct(place text, kind text, "before" text, "after" text)[]
)
