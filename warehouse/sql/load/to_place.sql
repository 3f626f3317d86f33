-- articles whose placement may be another now
create or replace temp table to_place as select article_id from staged_article
