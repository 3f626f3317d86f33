-- placed: the regions of each article of `to_place`: its source's region; where that is the whole country, or none,
-- those that its page names, the first of them primary; else the whole country
create or replace temp table placed as
with
named as (
    select region, lower(name) as name from core.region where region <> 'national'
),
articles as (
    select
        p.article_id, p.is_new, nullif(s.region, 'national') as of_source, string_split(lower(p.region_hint), ',') as names
    from to_place as p left join core.source as s on s.source = p.source
),
hinted as (
    select article_id, trim(unnest(names)) as name, generate_subscripts(names, 1) as place
    from articles
    where of_source is null
),
told as (
    select h.article_id, n.region, min(h.place) as place
    from hinted as h join named as n on n.name = h.name
    group by all
),
regions as (
    select a.article_id, a.is_new, coalesce(a.of_source, t.region, 'national') as region, t.place
    from articles as a left join told as t on t.article_id = a.article_id
)
select
    article_id,
    is_new,
    region,
    'other' as tag,
    row_number() over (partition by article_id order by place) = 1 as is_primary
from regions;

-- a new article is nowhere yet: only for the others core.placement is looked through
delete from core.placement as p
using to_place as t
where not t.is_new and t.article_id = p.article_id
and not exists (from placed as n where n.article_id = p.article_id and n.region = p.region and n.is_primary = p.is_primary);

insert into core.placement by name
select * exclude (is_new) from placed where is_new
union all by name
select n.* exclude (is_new)
from placed as n anti join core.placement as p on p.article_id = n.article_id and p.region = n.region
where not n.is_new
