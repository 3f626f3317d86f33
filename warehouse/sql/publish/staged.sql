-- what goes into the changed files, file by file and newest first: a file is then one stretch of this table
create or replace temp table staged as
select p.* from publishing as p semi join changed_file as c on c.file = p.file
order by p.file, p.moment desc nulls last
