-- one row per source and day
create view coverage as
with
published as (
    select source, day, status, articles, final, reason, found, "new", changed, gone, failed,
        coalesce(backfilled, false) as backfilled
    from read_parquet(['coverage'])
)
select * from published;

comment on view coverage is
    'one row per source and day (Kyiv), from the first visit of the source to the last visit of any source, and of each day that a backfill read back, from the source''s first article on: what was seen of it, so that 0 articles always say which kind of zero';
comment on column coverage.source is 'slug of the source';
comment on column coverage.day is 'the day in Kyiv on which the visits began';
comment on column coverage.status is
    'what the visits of the day came to; of several the last complete one counts, else the best. complete: every section was read to its end or to what was known, and every page. quiet: complete, and nothing was published: the list is dated, reaches back beyond the day, and no article without a day may be of it. partial: something is missing (reason). blocked, down: the site refused or did not answer. not looked: no visit that day, and no backfill of it';
comment on column coverage.articles is 'articles published on the day, whenever they were found; their published_precision is minute or day. 0 is a fact only where status is quiet';
comment on column coverage.final is
    'true: a complete visit began on a later day, or a complete backfill read the day back, so nothing of this day is missing that the site still showed then, whatever the status. false: the day may not be over, and its counts may still grow';
comment on column coverage.reason is 'why the visit that decided the status was not complete; null where it was, or not looked';
comment on column coverage.found is 'links found by the visit that decided the status; null where not looked, or where a backfill decided';
comment on column coverage."new" is 'links that gave an article for the first time, in all visits of the day but backfills; null where not looked';
comment on column coverage.changed is 'links whose articles had changed, in all visits of the day; null where not looked';
comment on column coverage.gone is 'links whose article is no longer there (404, 410 or a page that says so), in all visits of the day; null where not looked';
comment on column coverage.failed is 'links that failed in the visit that decided the status; null where not looked. Not all that was missing: links the site refused are visits.blocked, and what an unread index page would have named nobody counted (section_reads.error)';
comment on column coverage.backfilled is
    'true: a backfill decided the status, since it read more of the day than the visits of the day did (or there were none). complete then says that every list was read back beyond the first day of its window, and every link of the window';
