-- one row per row of `slice`, with its texts
select p.* exclude (file, text_row), v.lead, v.body
from publishing as p join core.article_version as v on v.rowid = p.text_row
