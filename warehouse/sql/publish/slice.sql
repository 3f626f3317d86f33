-- the cells between a first and a last text
create or replace temp table slice as
select * from cell where text_row between ? and ?
