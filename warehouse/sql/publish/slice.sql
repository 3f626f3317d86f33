-- the cells of a round between a first and a last text
create or replace temp table slice as
select * from cell where round = ? and text_row between ? and ?
