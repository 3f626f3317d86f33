-- one row per link of a visit
select distinct url from round_ledger where visit_id = ?
