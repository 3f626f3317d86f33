-- one row per article that lies elsewhere than its source's file and its page's own words put it: see load/placement
with
named as (
    select region, lower(name) as name from core.region where region <> 'national'
),
articles as (
    select
        a.article_id, nullif(s.region, 'national') as of_source, string_split(lower(a.region_hint), ',') as names
    from core.article as a left join core.source as s on s.source = a.source
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
expected as (
    select
        a.article_id,
        list(coalesce(a.of_source, t.region, 'national') order by coalesce(a.of_source, t.region, 'national')) as regions,
        coalesce(any_value(a.of_source), arg_min(t.region, t.place), 'national') as main
    from articles as a left join told as t on t.article_id = a.article_id
    group by a.article_id
),
placed as (
    select article_id, list(region order by region) as regions, any_value(region) filter (is_primary) as main
    from core.placement
    group by article_id
),
findings as (
    select
        e.article_id::text as subject,
        concat('expected ', e.regions::text, ', primary ', e.main, '; placed ', p.regions::text, ', primary ', p.main) as message
    from expected as e join placed as p on p.article_id = e.article_id
    where p.regions <> e.regions or p.main is distinct from e.main
)
select * from findings
