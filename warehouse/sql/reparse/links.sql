-- one row: how many links the visits of these sources found
select count(*) from before.core.ledger where source in (select unnest(?::text[]))
