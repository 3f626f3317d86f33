-- the file that a table is restored from
set variable restored_from = ?
