-- some visits, each of another source
create or replace temp table round_visit as
select unnest(?::text[]) as visit_id
