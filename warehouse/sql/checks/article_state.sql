-- one row per article whose state is not what the looks at its links say
with
looks as (
    select
        unnest(article_ids) as article_id,
        outcome,
        outcome = 'gone' and coalesce(gone_looks, 0) >= 3
            and date_diff(
                'day', (gone_since at time zone 'Europe/Kyiv')::date, (last_seen at time zone 'Europe/Kyiv')::date
            ) >= 2 as is_gone
    from core.link
),
told as (
    select
        article_id,
        bool_and(is_gone) as all_gone,
        bool_and(outcome in ('new', 'changed', 'unchanged')) as all_there
    from looks
    group by article_id
),
findings as (
    select
        a.article_id::text as subject,
        concat(a.state, '; ', case when t.all_gone then 'its links are confirmed gone' else 'its links are there' end)
            as message
    from core.article as a left join told as t on t.article_id = a.article_id
    where a.state not in ('live', 'gone') or (a.state = 'live' and t.all_gone) or (a.state = 'gone' and t.all_there)
)
select * from findings
