-- whether visits that the snapshot has not were loaded since it was made
set variable is_behind = ?
