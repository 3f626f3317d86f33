-- empty tables that are filled piece by piece, so that a visit of many links needs no more memory than one of few
create or replace temp table staged_led (line bigint, source text, url text);
create or replace temp table staged_reading (source text, url text, article_ids uuid[], content_hashes text[]);
create or replace temp table staged_link as
select null::bigint as link_row, k.* exclude (first_seen, last_seen, backfilled), false as is_listed, k.article_ids as dropped_ids
from core.link as k
limit 0
