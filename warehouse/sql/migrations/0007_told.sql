-- the day that a listing or a feed tells of a link, for pages that tell none themselves
alter table core.capture add column told text;
comment on column core.capture.told is 'the day that the index which named it tells, in its words';
alter table core.link add column told text;
comment on column core.link.told is 'the first day that an index told of it, in its words';
