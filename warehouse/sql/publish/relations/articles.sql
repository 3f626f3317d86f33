-- one row per article and placement, as the partitions hold it but for its texts; `file` is where it goes, `moment`
-- sorts it there
create or replace temp view publishing as
with
-- a visit moves last_seen of all it sees; left out is the one that most of a source's articles share, so that no
-- partition is written anew for that alone
looks as (
    select source, last_seen, count(*) as n from core.article group by source, last_seen
),
shared as (
    select source, arg_max(last_seen, (n, last_seen)) as last_seen from looks group by source
),
lists as (
    select
        article_id,
        list(distinct region order by region) as regions,
        list(distinct tag order by tag) as tags
    from core.placement
    group by article_id
),
newest as (
    select year(max(started_at)) as year from core.visit
),
years as (
    select
        p.*,
        year(a.published) as year,
        count(*) over (partition by p.region, p.tag, year(a.published)) as in_year
    from core.placement as p join core.article as a on a.article_id = p.article_id
),
-- this year, and any with enough articles, has a file of its own: what is old stays as it was written
named as (
    select
        y.*,
        case when y.year = n.year or (y.in_year >= 2000 and y.year is not null) then y.year::text else 'rest' end as name
    from years as y cross join newest as n
),
sized as (
    select *, count(*) over (partition by region, tag, name) as in_name from named
),
-- above 50,000 articles it is split, by powers of two: memory follows the largest file
split as (
    select *, pow(2, greatest(0, ceil(log2(in_name / 50000))))::bigint as pieces from sized
),
cells as (
    select
        article_id,
        is_primary,
        concat(
            'articles/region=', region, '/tag=', tag, '/', name,
            case when pieces > 1 then concat('-', hash(article_id) % pieces) end, '.parquet'
        ) as file
    from split
),
rows as (
    select
        c.file,
        a.published as moment,
        a.article_id,
        a.source,
        a.section,
        a.url,
        a.position,
        a.title,
        a.published,
        a.published_precision,
        a.published_raw,
        a.author,
        a.lang,
        a.category,
        a.source_tags,
        l.regions,
        case when s.community is null then [] else [s.community] end as communities,
        a.community_names,
        a.region_hint,
        a.attribution,
        a.photo_credit,
        l.tags,
        null::uuid as story_id,
        a.images,
        a.attachments,
        a.origins,
        a.content_hash,
        a.version,
        v.seen_at as version_seen_at,
        v.change_kinds,
        a.state,
        a.first_seen,
        nullif(a.last_seen, k.last_seen) as last_seen,
        a.capture_id,
        a.kind,
        c.is_primary
    from cells as c
    join core.article as a on a.article_id = c.article_id
    join lists as l on l.article_id = c.article_id
    join shared as k on k.source = a.source
    join core.article_version as v on v.article_id = a.article_id and v.version = a.version
    left join core.source as s on s.source = a.source
)
select * from rows
