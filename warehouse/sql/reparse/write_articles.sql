-- what a visit staged: the articles of the links whose page said something new, or what was known in other words
copy (
    select r.* exclude (visit_id, link, version)
    from round_reading as r
    semi join (select * from round_ledger where outcome in ('new', 'changed') or is_last_reading) as l on l.capture_id = r.capture_id
    where r.visit_id = ?
) to 'FILE' (format json)
