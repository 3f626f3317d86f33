-- one row per article whose newest wording is not among its versions, or whose versions have gaps
with
versions as (
    select article_id, count(*) as n, max(version) as newest, arg_max(content_hash, version) as content_hash
    from core.article_version
    group by article_id
),
findings as (
    select
        a.article_id::text as subject,
        concat('version ', a.version, '; recorded ', coalesce(v.n, 0), ', the newest ', coalesce(v.newest, 0)) as message
    from core.article as a left join versions as v on v.article_id = a.article_id
    where v.n is null or v.n <> a.version or v.newest <> a.version or v.content_hash <> a.content_hash
)
select * from findings
