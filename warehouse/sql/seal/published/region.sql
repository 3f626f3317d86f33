-- core.region as it was published
select * from regions
