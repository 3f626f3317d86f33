-- core.section_read as it was published
select * exclude (started_at) from section_reads order by started_at
