-- one row per row of the slice that `publishing` shows
select * exclude (file) from publishing
