-- core.ledger as it was published
select * from ledger
