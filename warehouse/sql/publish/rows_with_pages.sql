-- one row per page to write in this round, with its text: as in rows_with_texts, joined here and not before
with
rows as (
    select * from chosen_row where number between getvariable('round')[1] and getvariable('round')[2]
)
select r.*, p.text
from core.document_page as p
join rows as r on r.article_id = p.article_id and r.version = p.version and r.page = p.page
