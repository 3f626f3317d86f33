-- core.source as it was published
select * from sources
