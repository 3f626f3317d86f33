-- one row per WARC file
select warc_file, indexed_bytes from core.archive_file
