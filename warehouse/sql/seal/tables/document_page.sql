-- every row of core.document_page, by its source; text_digest stands for the text, which is not read
create or replace temp view sealing as
select source as part, * exclude (text) from core.document_page
