-- one row per section read in a visit
select section, error from round_section_read where visit_id = ?
