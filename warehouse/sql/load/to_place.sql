-- articles whose placement may be another now
create or replace temp table to_place as
select s.article_id, s.source, s.region_hint, t.article_row is null as is_new
from staged_article as s join staged_text as t on t.line = s.line
where t.to_place
