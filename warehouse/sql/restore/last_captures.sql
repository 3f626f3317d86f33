-- one row per WARC file: where its last capture lies
select warc_file, max(warc_offset) from core.capture group by warc_file order by warc_file
