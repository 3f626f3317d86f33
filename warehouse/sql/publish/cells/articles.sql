-- a visit moves last_seen of all it sees; left out is the one that most of a source's articles share, so that no
-- partition is written anew for that alone
create or replace temp table shared_last_seen as
with
looks as (
    select source, last_seen, count(*) as n from core.article group by source, last_seen
)
select source, arg_max(last_seen, (n, last_seen)) as last_seen from looks group by source;

create or replace temp table placed_now as
select
    p.region,
    p.tag,
    p.is_primary,
    year(a.published) as year,
    a.published as moment,
    a.article_id,
    a.rowid as article_row,
    v.rowid as text_row
from core.placement as p
join core.article as a on a.article_id = p.article_id
join core.article_version as v on v.article_id = a.article_id and v.version = a.version;

-- cell: one row per article and placement: the file it goes to, and where its row and its text are
create or replace temp table cell as
with
newest as (
    select year(max(started_at)) as year from core.visit
),
counted as (
    select region, tag, year, count(*) as n from placed_now group by all
),
-- this year, and any with enough articles, has a file of its own: what is old stays as it was written
named as (
    select
        c.*,
        case when c.year = n.year or (c.n >= 2000 and c.year is not null) then c.year::text else 'rest' end as name
    from counted as c cross join newest as n
),
-- above 50,000 articles it is split, by powers of two: of what is large only a part is written anew
sized as (
    select *, sum(n) over (partition by region, tag, name) as in_name from named
),
split as (
    select *, pow(2, greatest(0, ceil(log2(in_name / 50000))))::bigint as pieces from sized
)
select
    concat(
        'articles/region=', p.region, '/tag=', p.tag, '/', s.name,
        case when s.pieces > 1 then concat('-', hash(p.article_id) % s.pieces) end, '.parquet'
    ) as file,
    p.moment,
    p.text_row,
    p.article_row,
    p.is_primary
from placed_now as p
join split as s on s.region = p.region and s.tag = p.tag and s.year is not distinct from p.year;

drop table placed_now
