insert into core.migration (number, name, applied_at) values (?, ?, now())
