-- one row per row to write, of a relation of articles: the texts are joined here and not before, to a table that DuckDB
-- knows to be the smaller side, so that it never builds a hash table of texts
select c.*, v.lead, v.body
from core.article_version as v join chosen_row as c on c.article_id = v.article_id and c.version = v.version
