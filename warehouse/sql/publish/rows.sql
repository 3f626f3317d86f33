-- one row per row to write in this round
select * from chosen_row where number between getvariable('round')[1] and getvariable('round')[2]
