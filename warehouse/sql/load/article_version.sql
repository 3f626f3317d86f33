-- a version for each article whose text differs. The texts are read from the articles.jsonl files a second time, in
-- the same order, and go straight to where they stay: a visit may bring more of them than memory holds
insert into core.article_version by name
with
lines as (
    select row_number() over () as line, *
    from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
        article_id: 'UUID',
        title: 'VARCHAR',
        lead: 'VARCHAR',
        body: 'VARCHAR',
        published: 'TIMESTAMPTZ',
        content_hash: 'VARCHAR',
        capture_id: 'UUID',
        seen_at: 'TIMESTAMPTZ',
        parser: 'VARCHAR',
        recorded: 'STRUCT(parser VARCHAR)'
    })
),
differing as (
    select line, version, change_kinds, changes from staged_text where differs
)
select
    l.* exclude (line, recorded) replace (if(l.recorded is null, l.parser, l.recorded.parser) as parser),
    md5_number_lower(to_json([l.title, l.lead, l.body])::text) as text_digest,
    d.version,
    d.change_kinds,
    d.changes
from lines as l join differing as d on d.line = l.line
