-- no rows: the columns and types of the relation in `publishing`, but for what only says where a row goes
select columns(c -> c not in ('file', 'part', 'moment')) from publishing limit 0
