-- all that visits of the chosen sources brought; replaying them brings it again
create or replace temp table chosen_article as
with
owned as (
    select a.article_id from core.article as a semi join chosen_source as s on s.source = a.source
    union
    -- also where the article's own row is lost, or says another source
    select v.article_id
    from core.article_version as v
    join core.capture as c on c.capture_id = v.capture_id
    semi join chosen_source as s on s.source = c.source
)
select article_id from owned;

delete from core.article_version where article_id in (select article_id from chosen_article);
delete from core.article where article_id in (select article_id from chosen_article);
-- what is of no article was left by one
delete from core.placement where article_id in (select article_id from chosen_article);
delete from core.placement where article_id not in (select article_id from core.article);
delete from core.digest_match where article_id in (select article_id from chosen_article);
delete from core.digest_match where article_id not in (select article_id from core.article);
drop table chosen_article;
delete from core.link where source in (select source from chosen_source) or source not in (select source from core.visit);
delete from core.digest_item where source in (select source from chosen_source);
delete from core.document_page where source in (select source from chosen_source);
delete from core.failure where source in (select source from chosen_source);
delete from core.capture where source in (select source from chosen_source);
delete from core.ledger where source in (select source from chosen_source);
delete from core.section_read where source in (select source from chosen_source);
delete from core.visit where source in (select source from chosen_source);
