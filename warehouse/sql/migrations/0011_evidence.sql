-- which code and source file read an article and a wording, so that what is read otherwise is told from what is wrong
alter table core.article add column parser text;
alter table core.article_version add column parser text;
comment on column core.article.parser is
    'version of the code and of the source file that read it; null: read by a release that did not say';
comment on column core.article_version.parser is
    'version of the code and of the source file that read this wording; null: read by a release that did not say';

-- what stands for texts where all rows are looked at; null in rows of earlier releases, until they are read again: an
-- update of all of them would need more memory than a load has
alter table core.article_version add column text_digest ubigint;
alter table core.document_page add column text_digest ubigint;
comment on column core.article_version.text_digest is 'half an MD5 of title, lead and body; null: stored by a release that made none';
comment on column core.document_page.text_digest is 'half an MD5 of title and text; null: stored by a release that made none';

create table core.published_as (
    snapshot_id text not null
);
comment on table core.published_as is
    'the snapshot that holds just what is here; no row while something was loaded that is not published yet';
comment on column core.published_as.snapshot_id is 'its id';
