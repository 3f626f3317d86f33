-- core.section_read as it was published
select * from section_reads
