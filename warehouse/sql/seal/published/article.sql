-- core.article as it was published
select * from articles
