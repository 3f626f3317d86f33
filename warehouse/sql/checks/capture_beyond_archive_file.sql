-- one row per WARC file with captures behind the bytes that are counted as indexed
with
findings as (
    select
        c.warc_file as subject,
        concat(count(*), ' captures behind byte ', any_value(f.indexed_bytes)) as message
    from core.capture as c join core.archive_file as f on f.warc_file = c.warc_file
    where c.warc_offset >= f.indexed_bytes
    group by c.warc_file
)
select * from findings
