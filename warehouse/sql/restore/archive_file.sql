-- core.archive_file takes over told_file
delete from core.archive_file where warc_file in (select warc_file from told_file);

insert into core.archive_file by name select * from told_file;

-- of one file as far as it was ever said
delete from core.archive_file as f
where exists (from core.archive_file as o where o.warc_file = f.warc_file and (o.indexed_bytes, o.rowid) > (f.indexed_bytes, f.rowid));

drop table told_file;
drop table if exists later_visit
