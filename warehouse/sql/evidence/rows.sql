-- the rows of a file in their order
select * from read_parquet(?)
