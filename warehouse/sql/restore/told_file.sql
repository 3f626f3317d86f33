-- how far the WARC files were read, given as two lists
create or replace temp table told_file as
select unnest(?::text[]) as warc_file, unnest(?::bigint[]) as indexed_bytes
