-- one row per item, in the newest wording of its digest, by the year in which that was first fetched
create or replace temp view publishing as
select
    concat('digest_items/', strftime(v.seen_at, '%Y'), '.parquet') as file,
    v.seen_at as moment,
    i.article_id as digest_id,
    i.source,
    a.url,
    i.position,
    i.section,
    i.title,
    i.text,
    i.link,
    m.item_article_id as article_id,
    m.matched_by,
    a.published,
    a.period_start,
    a.period_end,
    i.version
from core.digest_item as i
join core.article as a on a.article_id = i.article_id and a.version = i.version
join core.article_version as v on v.article_id = i.article_id and v.version = i.version
left join core.digest_match as m on m.article_id = i.article_id and m.position = i.position
