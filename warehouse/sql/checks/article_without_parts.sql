-- one row per digest or document whose newest wording has none of its items or pages, or places twice
with
parts as (
    select article_id, version, position as place from core.digest_item
    union all
    select article_id, version, page from core.document_page
),
counted as (
    select article_id, version, count(*) as n, count(distinct place) as places from parts group by all
),
findings as (
    select
        a.article_id::text as subject,
        concat(a.kind, ' version ', a.version, ': ', coalesce(c.n, 0), ' parts in ', coalesce(c.places, 0), ' places') as message
    from core.article as a left join counted as c on c.article_id = a.article_id and c.version = a.version
    where a.kind <> 'article' and (c.n is null or c.n <> c.places)
)
select * from findings
