-- every row of core.archive_file
create or replace temp view sealing as
select '' as part, * from core.archive_file
