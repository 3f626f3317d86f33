-- one row per failure
create view failures as
with
published as (
    select visit_id, source, url, stage, error, message, failed_at from read_parquet(['failures'])
)
select * from published;

comment on view failures is 'one row per thing that went wrong with one address in one visit; also index pages (those that name links), which are in no ledger row';
comment on column failures.visit_id is 'the visit';
comment on column failures.source is 'slug of the source';
comment on column failures.url is 'the address that failed: a link or an index page';
comment on column failures.stage is 'where it went wrong: fetch (no page came) or parse (it, or a part of it, could not be read)';
comment on column failures.error is 'name of the error';
comment on column failures.message is 'what was expected, what came';
comment on column failures.failed_at is 'when it was noted';
