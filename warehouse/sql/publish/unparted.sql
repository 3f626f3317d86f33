-- cells of all files
alter table cell add column part bigint
