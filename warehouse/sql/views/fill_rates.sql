-- one row per source, day and field
create view fill_rates as
with
seen as (
    select *, (first_seen at time zone 'Europe/Kyiv')::date as day from articles where kind <> 'document'
),
-- what a backfill reads is old, and may stand in an old layout
backfills as (
    select source, started_at from visits where kind = 'backfill'
),
fresh as (
    select s.* from seen as s anti join backfills as b on b.source = s.source and b.started_at = s.first_seen
),
counted as (
    select
        source,
        day,
        count(*)::integer as articles,
        count(distinct nullif(title, '')) as title,
        count(*) filter (body <> '') as body,
        count(lead) as lead,
        count(published) as published,
        count(*) filter (published_precision = 'minute') as hour,
        count(author) as author,
        count(lang) as lang,
        count(category) as category,
        count(*) filter (len(source_tags) > 0) as source_tags,
        count(region_hint) as region_hint,
        count(*) filter (len(community_names) > 0) as community_names,
        count(*) filter (len(images) > 0) as images,
        count(*) filter (len(attachments) > 0) as attachments
    from fresh
    group by source, day
),
rates as (
    select source, day, field, filled::integer as filled, articles
    from (unpivot counted on columns(* exclude (source, day, articles)) into name field value filled)
)
select * from rates;

comment on view fill_rates is
    'one row per source, day (Kyiv) and field: of how many articles first seen on that day it could be read (without what backfills found). `visnyk health` compares it with the source''s own past';
comment on column fill_rates.source is 'slug of the source';
comment on column fill_rates.day is 'the day on which the articles were first seen';
comment on column fill_rates.field is
    'a column of articles; hour: published_precision is minute; title counts those that differ';
comment on column fill_rates.filled is 'articles that have it';
comment on column fill_rates.articles is 'articles first seen on that day, without documents';
