-- some rows of each source and field, with both texts
with
shown as (
    select * from difference qualify row_number() over (partition by source, field order by url) <= ?
),
was as (
    select v.article_id, v.lead, v.body
    from before.core.article_version as v
    join before.core.article as b on b.article_id = v.article_id and b.version = v.version
    where v.article_id in (select article_id from shown)
),
now as (
    select v.article_id, v.lead, v.body
    from core.article_version as v
    join core.article as a on a.article_id = v.article_id and a.version = v.version
    where v.article_id in (select article_id from shown)
)
select
    s.source,
    s.field,
    s.url,
    case s.field when 'lead' then w.lead when 'body' then w.body else s.before end as before,
    case s.field when 'lead' then n.lead when 'body' then n.body else s.after end as after
from shown as s
left join was as w on w.article_id = s.article_id
left join now as n on n.article_id = s.article_id
order by s.source, s.field, s.url
