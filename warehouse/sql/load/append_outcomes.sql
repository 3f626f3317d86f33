-- what is only ever appended, now that it is known which pages changed in meaning
insert into core.visit by name select * from staged_visit;
insert into core.ledger by name select * from staged_ledger;
