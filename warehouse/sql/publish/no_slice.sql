-- no rows
create or replace temp table slice as
select * from cell limit 0
