-- one row per line of the parts.jsonl files
create or replace temp table staged_part as
select *
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    article_id: 'UUID',
    content_hash: 'VARCHAR',
    position: 'INTEGER',
    section: 'VARCHAR',
    title: 'VARCHAR',
    text: 'VARCHAR',
    link: 'VARCHAR',
    read_by: 'VARCHAR'
})
