-- what a visit staged: the articles of the links whose page said something new
copy (
    select r.* exclude (visit_id, link, version)
    from round_reading as r
    semi join (select * from round_ledger where outcome in ('new', 'changed')) as l on l.capture_id = r.capture_id
    where r.visit_id = ?
) to 'FILE' (format json)
