copy (select * from round_capture where visit_id = ?) to 'FILE' (format json)
