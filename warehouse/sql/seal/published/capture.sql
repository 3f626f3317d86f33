-- core.capture as it was published
select * from captures
