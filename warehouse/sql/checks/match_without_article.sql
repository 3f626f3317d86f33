-- one row per item of a digest that is said to be an article which is not there, or is the digest itself
with
findings as (
    select
        m.article_id::text as subject,
        concat('item ', m.position, ' is said to be ', m.item_article_id::text) as message
    from core.digest_match as m left join core.article as a on a.article_id = m.item_article_id
    where a.article_id is null or m.item_article_id = m.article_id
)
select * from findings
