-- placed: one row per article of `to_place`: its source's region, else its page's, else the whole country
create or replace temp table placed as
with
named as (
    select region, lower(name) as name from core.region where region <> 'national'
),
hinted as (
    select article_id, source, is_new, lower(trim(split_part(region_hint, ',', 1))) as name from to_place
),
regions as (
    select h.article_id, h.is_new, coalesce(s.region, n.region, 'national') as region
    from hinted as h
    left join core.source as s on s.source = h.source
    left join named as n on n.name = h.name
)
select article_id, is_new, region, 'other' as tag, true as is_primary from regions;

delete from core.placement as p
using placed as n
where not n.is_new and n.article_id = p.article_id and n.region <> p.region;

insert into core.placement by name
select * exclude (is_new) from placed where is_new
union all by name
select n.* exclude (is_new) from placed as n anti join core.placement as p on p.article_id = n.article_id
where not n.is_new
