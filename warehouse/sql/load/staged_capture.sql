-- one row per line of the captures.jsonl files
create or replace temp table staged_capture as
select *
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    capture_id: 'UUID',
    source: 'VARCHAR',
    visit_id: 'VARCHAR',
    role: 'VARCHAR',
    section: 'VARCHAR',
    requested_url: 'VARCHAR',
    url: 'VARCHAR',
    fetched_at: 'TIMESTAMPTZ',
    status: 'INTEGER',
    media_type: 'VARCHAR',
    etag: 'VARCHAR',
    last_modified: 'VARCHAR',
    sha256: 'VARCHAR',
    size: 'BIGINT',
    warc_file: 'VARCHAR',
    warc_offset: 'BIGINT',
    revisit: 'BOOLEAN',
    told: 'VARCHAR'
})
