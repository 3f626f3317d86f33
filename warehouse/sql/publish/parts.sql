-- the parts that there are, newest first in each file
select distinct part from cell order by part
