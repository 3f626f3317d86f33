-- what an article may consist of: the items of a digest, the pages of a document
alter table core.article add column kind text default 'article';
alter table core.article add column period_start date;
alter table core.article add column period_end date;
comment on column core.article.kind is 'article, digest or document';
comment on column core.article.period_start is 'first day of what a digest tells';
comment on column core.article.period_end is 'last day of what a digest tells';
comment on column core.article.position is '0, or its place on a page of several';
comment on column core.article.content_hash is 'of title, lead, body, published, items and pages';
comment on column core.article_version.content_hash is 'of title, lead, body, published, items and pages';
comment on column core.article_version.change_kinds is
    'what differs from the version before: title, lead, body, published; parts where only items or pages do';

create table core.digest_item (
    article_id uuid not null,
    source text not null,
    version integer not null,
    position integer not null,
    section text,
    title text not null,
    text text not null,
    link text
);
comment on table core.digest_item is 'one row per item and wording of a digest; an item is no article of its own';
comment on column core.digest_item.article_id is 'the digest';
comment on column core.digest_item.source is 'slug of the source';
comment on column core.digest_item.version is 'the wording of the digest that it stands in';
comment on column core.digest_item.position is 'its place over all sections, from 1';
comment on column core.digest_item.section is 'heading it stands under';
comment on column core.digest_item.title is 'title';
comment on column core.digest_item.text is 'text, paragraphs as lines; may be empty';
comment on column core.digest_item.link is 'canonical address it leads to; null where it leads nowhere';

create table core.digest_match (
    article_id uuid not null,
    position integer not null,
    item_article_id uuid not null,
    matched_by text not null
);
comment on table core.digest_match is 'one row per item, in the newest wording of its digest, that is an article of the same source';
comment on column core.digest_match.article_id is 'the digest';
comment on column core.digest_match.position is 'the item';
comment on column core.digest_match.item_article_id is 'the article';
comment on column core.digest_match.matched_by is 'link, title (and text), or text (its words alone)';

create table core.document_page (
    article_id uuid not null,
    source text not null,
    version integer not null,
    page integer not null,
    title text,
    text text not null using compression zstd,
    link text not null,
    read_by text
);
comment on table core.document_page is 'one row per page and wording of a document';
comment on column core.document_page.article_id is 'the document';
comment on column core.document_page.source is 'slug of the source';
comment on column core.document_page.version is 'the wording of the document that it stands in';
comment on column core.document_page.page is 'its number, from 1';
comment on column core.document_page.title is 'title of the slide or section';
comment on column core.document_page.text is 'lines in reading order, a tab between the cells of a table''s row';
comment on column core.document_page.link is 'address at which viewers open this page';
comment on column core.document_page.read_by is 'text or ocr; null: the page is a picture that nobody has read';

-- words as they are compared: of letters and digits, in small letters; apostrophes part them in every spelling alike
create macro core.words(line) as regexp_extract_all(lower(line), '[\p{L}\p{N}]+');
-- three words in a row, each triple once
create macro core.triples(words) as list_distinct(
    list_transform(range(1, len(words) - 1), lambda i: concat_ws(' ', words[i], words[i + 1], words[i + 2]))
);
-- an address without scheme and www: links of one page are written in each of these ways
create macro core.address_key(address) as regexp_replace(address, '^https?://(www\.)?', '');
