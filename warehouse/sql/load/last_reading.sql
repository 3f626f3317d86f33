-- two links may lead to one article: its last reading counts
delete from staged_article
where line in (
    with
    twice as (
        select article_id from staged_article group by article_id having count(*) > 1
    ),
    ranked as (
        select line, row_number() over (partition by article_id order by seen_at desc, line desc) as place
        from staged_article semi join twice using (article_id)
    )
    select line from ranked where place > 1
)
