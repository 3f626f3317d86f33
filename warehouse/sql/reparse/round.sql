-- what is stored of the visits of a round: looked up once for all of them
create or replace temp table round_ledger as
select l.*, l.rowid as place
from before.core.ledger as l semi join round_visit as v on v.visit_id = l.visit_id;

create or replace temp table round_capture as
select c.*
from before.core.capture as c semi join round_visit as v on v.visit_id = c.visit_id;

create or replace temp table round_section_read as
select r.*
from before.core.section_read as r semi join round_visit as v on v.visit_id = r.visit_id;

create or replace temp table round_failure as
select f.*
from before.core.failure as f semi join round_visit as v on v.visit_id = f.visit_id
