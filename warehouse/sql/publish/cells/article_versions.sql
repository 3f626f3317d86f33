-- cell: one row per wording that a later one replaced: the file it goes to, and where it and its article are
create or replace temp table cell as
select
    concat('article_versions/', strftime(v.seen_at, '%Y-%m'), '.parquet') as file,
    v.seen_at as moment,
    v.rowid as text_row,
    a.rowid as article_row
from core.article_version as v join core.article as a on a.article_id = v.article_id
where v.version < a.version
