-- the writer's file, whose name is written into the text where that says so: DuckDB takes no parameter there.
-- A checkpoint compresses the last, partly filled row group of each table again; one of the default size is 7.5 times
-- as big
attach 'FILE' as warehouse (row_group_size 16384)
