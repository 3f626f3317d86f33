-- what is only ever appended, and stays as the visits said it
insert into core.section_read by name select * from staged_section_read;
insert into core.capture by name select * from staged_capture;
insert into core.failure by name select * from staged_failure;

update core.archive_file as f
set indexed_bytes = s.indexed_bytes
from staged_archive_file as s
where s.warc_file = f.warc_file and s.indexed_bytes > f.indexed_bytes;

insert into core.archive_file by name
select * from staged_archive_file where warc_file not in (select warc_file from core.archive_file);
