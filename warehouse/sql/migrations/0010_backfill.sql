-- visits that read back the days of a window, which say nothing of what is new
alter table core.visit add column kind text default 'visit';
comment on column core.visit.kind is
    'visit: it read what was new since the last one; backfill: it read back the days of its data interval';
alter table core.section_read add column named integer;
comment on column core.section_read.named is
    'of a backfill: links of its days that the section named, known ones too, which are not asked for again';
alter table core.section_read add column reached date;
comment on column core.section_read.reached is
    'of a backfill: the day before its window to which the list was read back; null: the list is not dated, or ends before';
alter table core.link add column backfilled boolean default false;
comment on column core.link.backfilled is 'only backfills have met it so far';
