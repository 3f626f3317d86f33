-- every row of core.digest_item, by its source
create or replace temp view sealing as
select source as part, * from core.digest_item
