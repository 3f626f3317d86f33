-- one row per row of the file that is chosen
select * exclude (file) from publishing where file = getvariable('file')
