-- every row of core.digest_match
create or replace temp view sealing as
select '' as part, * from core.digest_match
