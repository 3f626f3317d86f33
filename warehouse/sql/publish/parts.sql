-- the parts of a round, newest first in each file
select distinct part from cell where round = ? order by part
