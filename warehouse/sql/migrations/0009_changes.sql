-- what each version changed, with what was and what is; null for versions that were made before
alter table core.article_version add column changes struct(place text, kind text, "before" text, "after" text)[];
comment on column core.article_version.changes is
    'what it changed: where, which kind, what was and what is; null: the version was made before this was kept';
comment on column core.article_version.change_kinds is
    'where it differs from the version before (title, lead, body, published, parts) and what that is; see warehouse/edits.py';
