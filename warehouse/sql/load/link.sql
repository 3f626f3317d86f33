-- core.link takes over staged_link; columns that rarely change are written only where they do
update core.link as k
set role = s.role, outcome = s.outcome, last_seen = greatest(k.last_seen, v.started_at)
from staged_link as s join staged_visit as v on v.source = s.source
where k.rowid = s.link_row;

update core.link as k
set etag = s.etag, last_modified = s.last_modified
from staged_link as s
where k.rowid = s.link_row
    and (k.etag is distinct from s.etag or k.last_modified is distinct from s.last_modified);

update core.link as k
set sha256 = s.sha256, warc_file = s.warc_file, warc_offset = s.warc_offset, record_date = s.record_date,
    final_url = s.final_url
from staged_link as s
where k.rowid = s.link_row
    and (
        k.sha256 is distinct from s.sha256 or k.warc_file is distinct from s.warc_file
        or k.warc_offset is distinct from s.warc_offset or k.final_url is distinct from s.final_url
    );

update core.link as k
set told = s.told
from staged_link as s
where k.rowid = s.link_row and k.told is null and s.told is not null;

update core.link as k
set backfilled = false
from staged_link as s join staged_visit as v on v.source = s.source
where k.rowid = s.link_row and k.backfilled and v.kind = 'visit';

update core.link as k
set gone_since = s.gone_since, gone_looks = s.gone_looks
from staged_link as s
where k.rowid = s.link_row
    and (k.gone_since is distinct from s.gone_since or coalesce(k.gone_looks, 0) <> coalesce(s.gone_looks, 0));

-- the last one: an update of lists moves the row to another number
update core.link as k
set sections = s.sections, content_hashes = s.content_hashes, article_ids = s.article_ids
from staged_link as s
where k.rowid = s.link_row
    and (
        k.sections is distinct from s.sections or k.content_hashes is distinct from s.content_hashes
        or k.article_ids is distinct from s.article_ids
    );

insert into core.link by name
select
    s.* exclude (link_row, is_listed, dropped_ids),
    v.kind = 'backfill' as backfilled,
    v.started_at as first_seen,
    v.started_at as last_seen
from staged_link as s join staged_visit as v on v.source = s.source
where s.link_row is null
