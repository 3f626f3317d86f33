-- core.link takes over staged_link; columns that rarely change are written only where they do
update core.link as k
set role = s.role, outcome = s.outcome, last_seen = greatest(k.last_seen, v.started_at)
from staged_link as s, staged_visit as v
where k.source = v.source and k.url = s.url;

update core.link as k
set etag = s.etag, last_modified = s.last_modified
from staged_link as s, staged_visit as v
where k.source = v.source and k.url = s.url
    and (k.etag is distinct from s.etag or k.last_modified is distinct from s.last_modified);

update core.link as k
set sha256 = s.sha256, warc_file = s.warc_file, warc_offset = s.warc_offset, record_date = s.record_date,
    final_url = s.final_url
from staged_link as s, staged_visit as v
where k.source = v.source and k.url = s.url
    and (
        k.sha256 is distinct from s.sha256 or k.warc_file is distinct from s.warc_file
        or k.warc_offset is distinct from s.warc_offset or k.final_url is distinct from s.final_url
    );

update core.link as k
set sections = s.sections, content_hashes = s.content_hashes, article_ids = s.article_ids
from staged_link as s, staged_visit as v
where k.source = v.source and k.url = s.url
    and (
        k.sections is distinct from s.sections or k.content_hashes is distinct from s.content_hashes
        or k.article_ids is distinct from s.article_ids
    );

insert into core.link by name
select s.* exclude (is_listed, dropped_ids), v.source, v.started_at as first_seen, v.started_at as last_seen
from staged_link as s
join staged_visit as v on true
anti join core.link as k on k.source = v.source and k.url = s.url;
