-- one row per WARC file that these batches cover: how far
create or replace temp table staged_archive_file as
with
told as (
    select unnest(?::text[]) as warc_file, unnest(?::bigint[]) as indexed_bytes
)
select warc_file, max(indexed_bytes) as indexed_bytes from told group by warc_file
