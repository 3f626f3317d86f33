-- the first and the last number of the files that are written in this round
set variable round = ?
