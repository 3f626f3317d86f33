-- one row per WARC file that is counted more than once
with
findings as (
    select warc_file as subject, concat(count(*), ' rows') as message
    from core.archive_file
    group by warc_file
    having count(*) > 1
)
select * from findings
