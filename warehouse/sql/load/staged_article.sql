-- one row per line of the articles.jsonl files, but for lead and body: `line` finds them again when they are stored.
-- recorded: what its version changed, where an old visit is loaded once more
create or replace temp table staged_article as
with
lines as (
    select row_number() over () as line, *
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
        period_end: 'DATE',
        parser: 'VARCHAR',
        recorded: 'STRUCT(parser VARCHAR, change_kinds VARCHAR[], changes STRUCT(place VARCHAR, kind VARCHAR, "before" VARCHAR, "after" VARCHAR)[])'
    })
)
select
    * exclude (lead, body),
    md5_number_lower(title) as title_digest,
    md5_number_lower(lead) as lead_digest,
    md5_number_lower(body) as body_digest
from lines
