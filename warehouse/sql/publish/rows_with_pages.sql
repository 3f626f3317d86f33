-- one row per page of `slice`, with its text
select p.* exclude (file, text_row), d.text
from publishing as p join core.document_page as d on d.rowid = p.text_row
