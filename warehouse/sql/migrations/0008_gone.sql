-- a page that answers 404 once may be back tomorrow: what is remembered until that is confirmed
alter table core.link add column gone_since timestamptz;
alter table core.link add column gone_looks integer;
comment on column core.link.gone_since is 'start of the first of the looks, without another in between, that found its article gone';
comment on column core.link.gone_looks is 'how many there were, of visits that read other pages; null or 0: it was there, or never was';
