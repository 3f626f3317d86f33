-- edited: one row per staged article that reads otherwise, numbered from 0, with its texts as they are known and as they
-- came. They are read from the articles.jsonl files once more, and lie on disk where memory is short. Where the body that
-- was known reads otherwise today than it is stored, what is read today is compared
create or replace temp table edited as
with
lines as (
    select row_number() over () as line, *
    from read_json(?, format = 'newline_delimited', maximum_object_size = ?, hive_partitioning = false, columns = {
        title: 'VARCHAR',
        lead: 'VARCHAR',
        body: 'VARCHAR',
        published: 'TIMESTAMPTZ',
        content_hash: 'VARCHAR',
        before: 'STRUCT(title VARCHAR, lead VARCHAR, body VARCHAR, published TIMESTAMPTZ, parts VARCHAR[])'
    })
),
chosen as (
    select line, article_id, kind, known_version from compared_text where reads_otherwise
),
places as (
    select c.line, v.rowid as text_row
    from core.article_version as v
    join chosen as c on c.article_id = v.article_id and c.known_version = v.version
),
known as (
    select p.line, v.title, v.lead, v.body, v.published
    from core.article_version as v join places as p on p.text_row = v.rowid
),
items_before as (
    select c.line, list(concat_ws(' ', i.section, i.title, i.text, i.link) order by i.position) as parts
    from core.digest_item as i join chosen as c on c.article_id = i.article_id and c.known_version = i.version
    where c.kind = 'digest'
    group by c.line
),
pages_before as (
    select c.line, list(concat_ws(' ', p.title, p.text, p.link, p.read_by) order by p.page) as parts
    from core.document_page as p join chosen as c on c.article_id = p.article_id and c.known_version = p.version
    where c.kind = 'document'
    group by c.line
),
parts_before as (
    select * from items_before union all select * from pages_before
),
-- two links may have led to one article
parts_now as (
    select * from staged_part qualify row_number() over (partition by article_id, content_hash, position) = 1
),
parts_after as (
    select
        c.line,
        list(
            case
                when c.kind = 'digest' then concat_ws(' ', p.section, p.title, p.text, p.link)
                else concat_ws(' ', p.title, p.text, p.link, p.read_by)
            end
            order by p.position
        ) as parts
    from parts_now as p
    join chosen as c on c.article_id = p.article_id
    join lines as l on l.line = c.line and l.content_hash = p.content_hash
    where c.kind <> 'article'
    group by c.line
),
beside as (
    select
        row_number() over (order by k.line) - 1 as number,
        k.line,
        coalesce(l.before.title, k.title) as title_before,
        case when l.before is null then k.lead else l.before.lead end as lead_before,
        coalesce(l.before.body, k.body) as body_before,
        epoch_us(case when l.before is null then k.published else l.before.published end) as published_before,
        coalesce(l.before.parts, b.parts, []) as parts_before,
        l.title as title_after,
        l.lead as lead_after,
        l.body as body_after,
        epoch_us(l.published) as published_after,
        coalesce(a.parts, []) as parts_after
    from lines as l
    join known as k on k.line = l.line
    left join parts_before as b on b.line = l.line
    left join parts_after as a on a.line = l.line
)
select * from beside
