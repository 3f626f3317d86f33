-- one row per source
create view sources as
with
published as (
    select
        source, name, platform, url, region, community, evidence, schedule, active, first_visit, last_visit,
        shared_last_seen, articles
    from read_parquet(['sources'])
)
select * from published;

comment on view sources is 'one row per source: those of the registry, and any other that was ever visited';
comment on column sources.source is 'slug of the source';
comment on column sources.name is 'name in Ukrainian';
comment on column sources.platform is 'slug of the family of sites it belongs to';
comment on column sources.url is 'address of the site';
comment on column sources.region is 'ISO 3166-2:UA code, or national; null: the pages say it themselves';
comment on column sources.community is 'KATOTTG code of the community';
comment on column sources.evidence is 'what the source file rests on. A: real pages, B: the code of others, C: texts only, D: a guess';
comment on column sources.schedule is 'hourly or daily';
comment on column sources.active is 'false: it is no longer visited: switched off in its file, or without one in the last run';
comment on column sources.first_visit is 'start of its first visit';
comment on column sources.last_visit is 'start of its last visit, whatever came of it';
comment on column sources.shared_last_seen is 'inner working: what articles.last_seen takes where the files leave it out';
comment on column sources.articles is 'articles known, live and gone';
