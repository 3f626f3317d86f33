-- WARC files that these batches cover, and how far; never backwards
create or replace temp table staged_archive_file as
select unnest(?::text[]) as warc_file, unnest(?::bigint[]) as indexed_bytes
