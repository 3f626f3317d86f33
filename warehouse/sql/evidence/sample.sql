-- the articles that are read again: the same ones for the same seed, whatever was loaded in between
create or replace temp table sampled_article as
select a.rowid as article_row, a.article_id, c.warc_file as file, c.warc_offset as "offset"
from core.article as a
left join (select distinct on (capture_id) * from core.capture) as c on c.capture_id = a.capture_id
where $sources is null or list_contains($sources, a.source)
order by md5(concat(a.article_id, $seed)), a.article_id
limit $most
