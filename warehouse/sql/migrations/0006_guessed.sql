-- listings whose items or pages no rule of a source file finds are read by structure, and say so
alter table core.section_read add column guessed boolean default false;
comment on column core.section_read.guessed is 'structure told its items or its pages';
