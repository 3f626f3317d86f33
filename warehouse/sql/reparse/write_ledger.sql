copy (select * exclude (place, is_last_reading) from round_ledger where visit_id = ? order by place) to 'FILE' (format json)
