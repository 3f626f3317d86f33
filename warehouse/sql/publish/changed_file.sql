-- one row per file to write
create or replace temp table changed_file as select unnest(?::text[]) as file
