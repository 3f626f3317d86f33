-- some rows of `edited`, from a number on and below another
select * exclude (number) from edited where number >= ? and number < ? order by number
