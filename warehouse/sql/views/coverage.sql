-- one row per source and day
create view coverage as
with
published as (
    select source, day, status, found, "new", changed, gone, failed, visit_status, final from read_parquet(['coverage'])
)
select * from published;

comment on view coverage is
    'one row per source and day (Kyiv), from the first visit of the source to the last visit of any source: what was seen of it';
comment on column coverage.source is 'slug of the source';
comment on column coverage.day is 'the day in Kyiv on which the visits began';
comment on column coverage.status is
    'complete: a visit of that day read all there was, and one of a later day has read the rest. partial: something is missing, also because the day was not over when it was last read (then visit_status is complete). blocked, down: the site refused or did not answer. not looked: no visit that day. That a day was truly quiet is not claimed yet';
comment on column coverage.found is 'links found by the visit that decided the status; null where not looked';
comment on column coverage."new" is 'links that gave an article for the first time, in all visits of the day; null where not looked';
comment on column coverage.changed is 'links whose articles had changed, in all visits of the day; null where not looked';
comment on column coverage.gone is 'links whose article is no longer there (404, 410 or a page that says so), in all visits of the day; null where not looked';
comment on column coverage.failed is 'links that failed in the visit that decided the status; null where not looked. Not all that was missing: links the site refused are visits.blocked, and what an unread index page would have named nobody counted (section_reads.error)';
comment on column coverage.visit_status is
    'complete, partial, blocked or down: what the visits of that day came to, however long the day went on. Of several the last complete one counts, else the best; null where not looked';
comment on column coverage.final is
    'true: a complete visit began on a later day, so nothing of this day is missing that the site still showed then, whatever the status. false: counts of this day may still grow';
