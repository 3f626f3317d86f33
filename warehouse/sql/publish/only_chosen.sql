-- no other cells remain
drop table cell;
alter table chosen_cell rename to cell
