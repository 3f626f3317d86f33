-- all files in one round, in no parts
alter table cell add column part bigint default 0;
alter table cell add column round integer default 0
