-- one row per address of a source; times as UTC without zone, which needs no pytz
select
    url,
    outcome,
    etag,
    last_modified,
    sha256,
    warc_file,
    warc_offset,
    record_date at time zone 'UTC' as record_date,
    final_url,
    sections,
    content_hashes,
    first_seen at time zone 'UTC' as first_seen,
    told
from core.link
where source = ?
