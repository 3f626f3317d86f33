-- the rows of `sealing` of some parts
select * from sealing where list_contains(getvariable('parts'), part)
