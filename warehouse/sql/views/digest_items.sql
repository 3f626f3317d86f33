-- one row per item of a digest
create view digest_items as
with
published as (
    select
        url, position, section, title, text, link, article_id, matched_by, digest_id, source, published, period_start,
        period_end, version
    from read_parquet(['digest_items'])
)
select * from published;

comment on view digest_items is
    'one row per item of a digest, as it was last read. The digest itself is one row of articles (kind = digest, its whole text); its items are none, so that an event is not counted twice: what an item tells of is the article it names, where that is archived';
comment on column digest_items.url is 'canonical URL of the digest';
comment on column digest_items.position is 'place of the item over all sections, from 1';
comment on column digest_items.section is 'heading it stands under; null where the digest has none';
comment on column digest_items.title is 'title';
comment on column digest_items.text is 'text, paragraphs as lines; may be empty';
comment on column digest_items.link is 'canonical address it leads to; null where it leads nowhere, such as «#» or the front page';
comment on column digest_items.article_id is
    'the article of the same source that the item is; null where it is not archived, or where two could be meant. Found anew when either of the two arrives or changes';
comment on column digest_items.matched_by is
    'how article_id is known. link: it leads there, and no other item of the digest does; title: the same title and at least 60 % of the item''s words; text: at least 80 % of the item''s word triples. Without a link an article counts only if it was published in the digest''s days or shortly before';
comment on column digest_items.digest_id is 'the digest; see articles';
comment on column digest_items.source is 'slug of the source';
comment on column digest_items.published is 'when the page says the digest was published';
comment on column digest_items.period_start is 'first day of what the digest tells, by its own words';
comment on column digest_items.period_end is 'last day of it, included';
comment on column digest_items.version is 'number of the digest''s newest wording; the text of earlier ones is in article_versions';
