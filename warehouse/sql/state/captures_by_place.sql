-- every capture, in the order in which the archive has them
select * from core.capture order by warc_file, warc_offset
