-- core.failure as it was published
select * from failures
