-- one row per visit
create view visits as
with
published as (
    select
        visit_id, run_id, source, started_at, finished_at, interval_start, interval_end, status, reason, found, "new",
        unchanged, changed, gone, blocked, refused_by_robots, filtered, failed, not_an_article, requests, not_modified,
        bytes_received, coalesce(kind, 'visit') as kind
    from read_parquet(['visits'])
)
select * from published;

comment on view visits is 'one row per reading of one source; found is the sum of the nine outcomes';
comment on column visits.visit_id is 'its id';
comment on column visits.run_id is 'the run it was part of';
comment on column visits.source is 'slug of the source';
comment on column visits.started_at is 'when it began';
comment on column visits.finished_at is 'when it ended';
comment on column visits.interval_start is 'the data interval it answers for: from; of a backfill the first day of its window (Kyiv)';
comment on column visits.interval_end is 'the data interval it answers for: to, exclusive';
comment on column visits.status is 'complete, partial, blocked or down';
comment on column visits.reason is 'why it is not complete; also sums that do not agree';
comment on column visits.found is 'links found; each ends in exactly one of the outcomes';
comment on column visits."new" is 'links that gave an article for the first time';
comment on column visits.unchanged is 'links whose articles are as they were';
comment on column visits.changed is 'links whose articles differ from the last reading';
comment on column visits.gone is 'links whose article is no longer there: 404, 410, or a page that says so';
comment on column visits.blocked is 'links that the site refused (401, 403, 429, 451, or a challenge in the place of a page)';
comment on column visits.refused_by_robots is 'links that robots.txt forbids, or that wait until it can be read';
comment on column visits.filtered is 'links whose address fits no pattern of an article, or lies on another host';
comment on column visits.failed is 'links that failed for another reason; see failures';
comment on column visits.not_an_article is 'pages that say so themselves: a soft 404, a section page';
comment on column visits.requests is 'requests sent: also for robots.txt, after redirects, and again after a failure; of a visit read back after a kill, the answers archived';
comment on column visits.not_modified is 'answers 304, of index pages too';
comment on column visits.bytes_received is 'bytes of all bodies as received, also of robots.txt, redirects and error pages';
comment on column visits.kind is 'visit: it read what was new since the last one; backfill: it read back the days of its data interval';
