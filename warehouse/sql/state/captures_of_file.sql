-- the captures of one WARC file; times in UTC
select * replace (fetched_at at time zone 'UTC' as fetched_at)
from read_parquet(?)
where warc_file = ?
order by warc_offset
