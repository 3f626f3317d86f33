-- a version for each article whose text differs. The texts are read from the articles.jsonl files a second time, in
-- the same order, and go straight to where they stay: a visit may bring more of them than memory holds
insert into core.article_version by name
with
lines as (
    select row_number() over () as line, lead, body
    from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
        lead: 'VARCHAR',
        body: 'VARCHAR'
    })
),
differing as (
    select
        t.line, t.version, t.change_kinds, s.article_id, s.seen_at, s.title, s.published, s.content_hash, s.capture_id
    from staged_text as t join staged_article as s on s.line = t.line
    where t.differs
)
select d.* exclude (line), l.lead, l.body from lines as l join differing as d on d.line = l.line
