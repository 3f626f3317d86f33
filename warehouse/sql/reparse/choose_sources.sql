-- the sources that are read again
create or replace temp table chosen_source as
select unnest(?::text[]) as source
