-- what pages tell of where a text and a picture come from, and readers that were added since
alter table core.article add column attribution text;
alter table core.article add column photo_credit text;
comment on column core.article.attribution is 'whom the page names as its source';
comment on column core.article.photo_credit is 'whom the page names for its picture';
comment on column core.section_read.reader is
    'sitemap, feed, listing, wp_json, telegram or month_page';
