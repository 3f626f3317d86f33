-- one row per article of round_version as it was staged; what is told of an article beside its wording is stored once,
-- and is that of its last reading. Texts lie in the order in which they came: bounds spare reading all of them
set variable first = (select min(version_row) from round_version);
set variable last = (select max(version_row) from round_version);
create or replace temp table round_reading as
select
    w.visit_id,
    w.link,
    w.version,
    a.* exclude (
        title, published, content_hash, capture_id, seen_at, title_digest, lead_digest, body_digest, version, state,
        first_seen, last_seen
    ),
    v.title,
    v.lead,
    v.body,
    v.published,
    v.content_hash,
    {parser: v.parser, change_kinds: v.change_kinds, changes: v.changes} as recorded,
    w.capture_id,
    w.fetched_at as seen_at
from round_version as w
join before.core.article_version as v on v.rowid = w.version_row
join before.core.article as a on a.article_id = w.article_id
where v.rowid between getvariable('first') and getvariable('last')
