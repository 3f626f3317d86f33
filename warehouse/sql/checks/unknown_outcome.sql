-- one row per ledger outcome that is none of the nine
with
findings as (
    select outcome as subject, concat(count(*), ' ledger rows') as message
    from core.ledger
    where outcome not in (
        'new', 'unchanged', 'changed', 'gone', 'blocked', 'refused_by_robots', 'filtered', 'failed', 'not_an_article'
    )
    group by outcome
)
select * from findings
