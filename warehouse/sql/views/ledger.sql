-- one row per link and visit
create view ledger as
with
published as (
    select visit_id, source, url, sections, readers, outcome, reason, capture_id, started_at
    from read_parquet(['ledger'])
)
select * from published;

comment on view ledger is 'one row per link and visit: what became of it';
comment on column ledger.visit_id is 'the visit';
comment on column ledger.source is 'slug of the source';
comment on column ledger.url is 'the link';
comment on column ledger.sections is 'the sections that named it';
comment on column ledger.readers is 'the readers that named it: sitemap, feed, listing, wp_json, telegram, month_page';
comment on column ledger.outcome is
    'its one outcome: new, unchanged, changed, gone, blocked, refused_by_robots, filtered, failed or not_an_article';
comment on column ledger.reason is 'why, where the outcome does not say it all; of a page that came as before, only in the visit that read it';
comment on column ledger.capture_id is 'the archived answer it was decided by; see captures. Null where no answer came, or none was asked for';
comment on column ledger.started_at is 'when the visit began';
