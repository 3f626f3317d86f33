-- core.ledger as it was published
select * exclude (started_at) from ledger
