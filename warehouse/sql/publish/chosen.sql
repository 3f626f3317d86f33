-- the rows of the chosen file, in the order of `staged`
select * exclude (file, moment) from staged where file = getvariable('chosen_file')
