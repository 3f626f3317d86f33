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
    a.published,
    a.content_hash,
    a.title_digest,
    a.lead_digest,
    a.body_digest,
    a.version,
    a.region_hint,
    a.state,
    a.last_seen
from core.article as a semi join known_article as n on n.article_row = a.rowid;

-- staged_text: one row per staged article, with what differs from what is known of it
create or replace temp table staged_text as
with
compared as (
    select
        s.line,
        s.article_id,
        s.kind,
        b.article_row,
        coalesce(b.version, 0) + (b.content_hash is distinct from s.content_hash)::integer as version,
        b.content_hash is distinct from s.content_hash as differs,
        list_filter([
            case when b.title_digest is distinct from s.title_digest then 'title' end,
            case when b.lead_digest is distinct from s.lead_digest then 'lead' end,
            case when b.body_digest is distinct from s.body_digest then 'body' end,
            case when b.published is distinct from s.published then 'published' end
        ], lambda kind: kind is not null) as kinds,
        b.article_row is null or b.region_hint is distinct from s.region_hint as to_place
    from staged_article as s left join article_before as b on b.article_id = s.article_id
),
told as (
    select
        * exclude (kind, kinds),
        case
            when article_row is null then []
            when kinds = [] and kind <> 'article' then ['parts']
            else kinds
        end as change_kinds
    from compared
)
select * from told
