-- all that visits of the chosen sources brought; replaying them brings it again
create or replace temp table chosen_article as
select a.article_id from core.article as a semi join chosen_source as s on s.source = a.source;

delete from core.article_version where article_id in (select article_id from chosen_article);
delete from core.placement where article_id in (select article_id from chosen_article);
delete from core.digest_match where article_id in (select article_id from chosen_article);
drop table chosen_article;
delete from core.digest_item where source in (select source from chosen_source);
delete from core.document_page where source in (select source from chosen_source);
delete from core.article where source in (select source from chosen_source);
delete from core.link where source in (select source from chosen_source);
delete from core.failure where source in (select source from chosen_source);
delete from core.capture where source in (select source from chosen_source);
delete from core.ledger where source in (select source from chosen_source);
delete from core.section_read where source in (select source from chosen_source);
delete from core.visit where source in (select source from chosen_source);
