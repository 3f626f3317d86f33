-- one row per WARC file that captures name and that was never counted as indexed
with
findings as (
    select c.warc_file as subject, concat(count(*), ' captures') as message
    from core.capture as c anti join core.archive_file as f on f.warc_file = c.warc_file
    group by c.warc_file
)
select * from findings
