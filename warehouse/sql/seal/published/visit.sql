-- core.visit as it was published
select * from visits
