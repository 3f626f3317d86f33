-- one row per row to write in this round, of a relation of articles: the texts are joined here and not before, to rows
-- that DuckDB knows to be the smaller side, so that it never builds a hash table of texts
with
rows as (
    select * from chosen_row where number between getvariable('round')[1] and getvariable('round')[2]
)
select r.*, v.lead, v.body
from core.article_version as v join rows as r on r.article_id = v.article_id and r.version = v.version
