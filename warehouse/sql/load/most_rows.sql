-- one row: what decides how many pieces there are
select greatest(
    (select count(*) from staged_capture), (select count(*) from staged_ledger), (select count(*) from staged_article)
)
