-- one row per section read in a visit
create view section_reads as
with
published as (
    select visit_id, source, section, reader, pages, found, only_here, complete, error, started_at, coalesce(guessed, false) as guessed,
        named, reached
    from read_parquet(['section_reads'])
)
select * from published;

comment on view section_reads is 'one row per section read in a visit';
comment on column section_reads.visit_id is 'the visit';
comment on column section_reads.source is 'slug of the source';
comment on column section_reads.section is 'name of the section in the source file';
comment on column section_reads.reader is 'sitemap, feed, listing, wp_json (WordPress''s own list), telegram or month_page (a page that holds its items itself)';
comment on column section_reads.pages is 'index pages read';
comment on column section_reads.found is 'links found; by a backfill, those that it asked for';
comment on column section_reads.only_here is 'links that no other section has named, in this visit or before';
comment on column section_reads.complete is 'read to its end, or to what an earlier complete reading had found; by a backfill: back beyond the first day of its window';
comment on column section_reads.error is 'what stopped the reading';
comment on column section_reads.started_at is 'when the visit began';
comment on column section_reads.guessed is 'no rule of the source file found its items or its pages, so structure told them; whether they are all is less sure then';
comment on column section_reads.named is 'of a backfill: links of its days that the section named, with those known before, which are not asked for again; null: no backfill';
comment on column section_reads.reached is 'of a backfill: the day before its window to which the list was read back, which proves that it reached far enough. null: the list is not dated, or ends before';
