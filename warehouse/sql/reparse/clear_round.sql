drop table if exists round_visit;
drop table if exists round_span;
drop table if exists round_ledger;
drop table if exists round_capture;
drop table if exists round_section_read;
drop table if exists round_failure;
drop table if exists round_version;
drop table if exists round_reading
