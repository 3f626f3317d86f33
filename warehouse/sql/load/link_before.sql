-- known_link: where core.link has the addresses of these visits. The one look through all links, and only at what it
-- takes: other columns are read where something was found
create or replace temp table known_link as
with
addresses as (
    select source, url from staged_ledger union all select source, requested_url from staged_capture
)
select k.rowid as link_row
from core.link as k semi join addresses as u on u.url = k.url and u.source = k.source
where k.source in (select source from staged_visit);

-- link_before: one row per address of these visits that core.link knows, as it is there
create or replace temp table link_before as
select k.rowid as link_row, k.* from core.link as k semi join known_link as n on n.link_row = k.rowid
