-- one row per archived answer that begins in a part of a WARC file; asks the published view
select warc_offset, requested_url
from captures
where warc_file = ? and warc_offset >= ? and warc_offset < ?
order by warc_offset
