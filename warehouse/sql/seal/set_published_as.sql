-- all that is here is in this snapshot
insert into core.published_as values (?)
