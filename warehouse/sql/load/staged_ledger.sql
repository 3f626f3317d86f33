-- one row per line of the ledger.jsonl files
create or replace temp table staged_ledger as
select *
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    visit_id: 'VARCHAR',
    source: 'VARCHAR',
    url: 'VARCHAR',
    sections: 'VARCHAR[]',
    readers: 'VARCHAR[]',
    outcome: 'VARCHAR',
    reason: 'VARCHAR',
    capture_id: 'UUID'
})
