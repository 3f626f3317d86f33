-- one row per line of the failures.jsonl files; AT is a word of DuckDB's grammar, so the column is failed_at
create or replace temp table staged_failure as
select * rename ("at" as failed_at)
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    visit_id: 'VARCHAR',
    source: 'VARCHAR',
    url: 'VARCHAR',
    stage: 'VARCHAR',
    error: 'VARCHAR',
    message: 'VARCHAR',
    "at": 'TIMESTAMPTZ'
})
