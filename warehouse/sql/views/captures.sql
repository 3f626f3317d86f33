-- one row per archived answer
create view captures as
with
published as (
    select
        capture_id, source, visit_id, role, section, requested_url, url, fetched_at, status, media_type, etag,
        last_modified, sha256, size, warc_file, warc_offset, revisit, told
    from read_parquet(['captures'])
)
select * from published;

comment on view captures is 'one row per archived answer, articles or not';
comment on column captures.capture_id is 'UUID of its WARC record';
comment on column captures.source is 'slug of the source';
comment on column captures.visit_id is 'the visit';
comment on column captures.role is 'robots, index (a page that names links: sitemap, feed, listing, WordPress''s own list, Telegram''s newest posts) or page';
comment on column captures.section is 'the section it was asked for';
comment on column captures.requested_url is 'the address asked for';
comment on column captures.url is 'the address that answered, after redirects';
comment on column captures.fetched_at is 'when the request was sent';
comment on column captures.status is 'HTTP status';
comment on column captures.media_type is 'media type of the answer';
comment on column captures.etag is 'ETag of the answer';
comment on column captures.last_modified is 'Last-Modified of the answer, as it came';
comment on column captures.sha256 is 'of the body as received; of nothing for a 304';
comment on column captures.size is 'bytes of the body as received';
comment on column captures.warc_file is 'file in the archive folder';
comment on column captures.warc_offset is 'byte of that file at which the record begins';
comment on column captures.revisit is 'the record only points at an earlier one with the same body';
comment on column captures.told is 'the day of publication that the listing or feed which named it tells, in its words; null where none with a year stands there';
