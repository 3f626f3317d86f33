copy (select * from round_section_read where visit_id = ?) to 'FILE' (format json)
