-- one row per line of the section_reads.jsonl files
create or replace temp table staged_section_read as
select *
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    visit_id: 'VARCHAR',
    source: 'VARCHAR',
    section: 'VARCHAR',
    reader: 'VARCHAR',
    pages: 'INTEGER',
    found: 'INTEGER',
    only_here: 'INTEGER',
    complete: 'BOOLEAN',
    error: 'VARCHAR',
    guessed: 'BOOLEAN',
    named: 'INTEGER',
    reached: 'DATE'
})
