-- one row per page of a document
create view document_pages as
with
published as (
    select url, page, title, text, page_url, read_by, article_id, source, version, seen_at, capture_id
    from read_parquet(['document_pages'])
)
select * from published;

comment on view document_pages is
    'one row per page of a PDF report, as its file was last read. The document itself is one row of articles (kind = document, the text of all pages); the text of a file that stood there before is in article_versions';
comment on column document_pages.url is 'canonical URL of the file';
comment on column document_pages.page is 'number of the page, from 1';
comment on column document_pages.title is 'title of the slide or section; null where the page has none';
comment on column document_pages.text is 'lines in reading order, the title''s among them, a tab between the cells of a table''s row; empty where there is none or nobody could read it';
comment on column document_pages.page_url is 'address at which viewers open this page: url#page=N';
comment on column document_pages.read_by is 'text: the file holds it as text; ocr: a picture read by tesseract; null: a picture that nobody has read';
comment on column document_pages.article_id is 'the document; see articles';
comment on column document_pages.source is 'slug of the source';
comment on column document_pages.version is 'number of the file''s newest wording, from 1';
comment on column document_pages.seen_at is 'when the file with this wording was first fetched';
comment on column document_pages.capture_id is 'the archived file it was read from';
