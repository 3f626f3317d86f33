-- every row of core.article, by its source
create or replace temp view sealing as
select source as part, * from core.article
