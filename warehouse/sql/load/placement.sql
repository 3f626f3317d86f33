-- placed: one row per article of `to_place`: its source's region, else its page's, else the whole country
create or replace temp table placed as
with
named as (
    select region, lower(name) as name from core.region where region <> 'national'
),
hinted as (
    select a.article_id, a.source, lower(trim(split_part(a.region_hint, ',', 1))) as name
    from core.article as a semi join to_place as p on p.article_id = a.article_id
),
regions as (
    select h.article_id, coalesce(s.region, n.region, 'national') as region
    from hinted as h
    left join core.source as s on s.source = h.source
    left join named as n on n.name = h.name
)
select article_id, region, 'other' as tag, true as is_primary from regions;

delete from core.placement as p
using placed as n
where n.article_id = p.article_id and n.region <> p.region;

insert into core.placement by name
select n.* from placed as n anti join core.placement as p on p.article_id = n.article_id
