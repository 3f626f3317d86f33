-- one row per row to write
select * from chosen_row
