copy (select * rename (failed_at as "at") from round_failure where visit_id = ?) to 'FILE' (format json)
