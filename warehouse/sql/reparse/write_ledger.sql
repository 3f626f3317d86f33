copy (select * exclude (place) from round_ledger where visit_id = ? order by place) to 'FILE' (format json)
