-- which of the articles known are live and which withdrawn; an article that another link still shows is live. That one
-- is gone is confirmed by three looks, the last at least two days of Kyiv after the first
update core.article as a
set state = n.state, last_seen = n.last_seen
from (
    with
    shown as (
        select distinct unnest(article_ids) as article_id, source
        from staged_link
        where is_listed and outcome in ('new', 'changed', 'unchanged')
    ),
    looked as (
        select
            s.*,
            s.is_listed and s.outcome = 'gone' and s.gone_looks >= 3
                and date_diff(
                    'day',
                    (s.gone_since at time zone 'Europe/Kyiv')::date,
                    (v.started_at at time zone 'Europe/Kyiv')::date
                ) >= 2 as is_gone
        from staged_link as s join staged_visit as v on v.source = s.source
    ),
    withdrawn as (
        select distinct unnest(if(is_gone, article_ids, dropped_ids)) as article_id from looked
    ),
    told as (
        select
            b.*,
            case when s.article_id is not null then 'live' when w.article_id is not null then 'gone' else b.state end
                as new_state,
            greatest(b.last_seen, v.started_at) as new_last_seen
        from article_before as b
        left join shown as s on s.article_id = b.article_id
        left join staged_visit as v on v.source = s.source
        left join withdrawn as w on w.article_id = b.article_id
    )
    select article_row, new_state as state, new_last_seen as last_seen
    from told
    where new_state <> state or new_last_seen <> last_seen
) as n
where a.rowid = n.article_row
