-- one row per remembered address whose last body lies where no capture is
with
findings as (
    select concat(k.source, ' ', k.url) as subject, concat(k.warc_file, ' at byte ', k.warc_offset) as message
    from core.link as k
    anti join core.capture as c on c.warc_file = k.warc_file and c.warc_offset = k.warc_offset and c.sha256 = k.sha256
    where k.warc_file is not null
)
select * from findings
