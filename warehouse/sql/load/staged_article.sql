-- one row per line of articles.jsonl
create or replace temp table staged_article as
select *
from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
    article_id: 'UUID',
    source: 'VARCHAR',
    url: 'VARCHAR',
    position: 'INTEGER',
    section: 'VARCHAR',
    title: 'VARCHAR',
    lead: 'VARCHAR',
    body: 'VARCHAR',
    published: 'TIMESTAMPTZ',
    published_precision: 'VARCHAR',
    published_raw: 'VARCHAR',
    author: 'VARCHAR',
    lang: 'VARCHAR',
    category: 'VARCHAR',
    source_tags: 'VARCHAR[]',
    region_hint: 'VARCHAR',
    community_names: 'VARCHAR[]',
    attribution: 'VARCHAR',
    photo_credit: 'VARCHAR',
    images: 'VARCHAR[]',
    attachments: 'STRUCT(url VARCHAR, title VARCHAR)[]',
    origins: 'MAP(VARCHAR, VARCHAR)',
    content_hash: 'VARCHAR',
    capture_id: 'UUID',
    seen_at: 'TIMESTAMPTZ',
    kind: 'VARCHAR',
    period_start: 'DATE',
    period_end: 'DATE'
})
