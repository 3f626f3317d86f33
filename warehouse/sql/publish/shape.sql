-- no rows: the columns and types of the relation in `publishing`
select * exclude (file, moment) from publishing limit 0
