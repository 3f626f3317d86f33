-- one row per address of these visits that core.link knows, as it is there. The one look through all links: what comes
-- after finds its rows by their number
create or replace temp table link_before as
with
addresses as (
    select source, url from staged_ledger union all select source, requested_url from staged_capture
)
select k.rowid as link_row, k.*
from core.link as k semi join addresses as u on u.url = k.url and u.source = k.source
