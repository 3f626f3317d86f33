-- what is stored of the visits of a round, looked up once for all of them; a variable is known when DuckDB plans, and
-- spares it the rows before and behind
create or replace temp table round_span as
select s.found_in, min(s.first) as first, max(s.last) as last
from visit_span as s semi join round_visit as v on v.visit_id = s.visit_id
group by s.found_in;

set variable first = (select first from round_span where found_in = 'ledger');
set variable last = (select last from round_span where found_in = 'ledger');
create or replace temp table round_ledger as
select l.*, l.rowid as place, l.capture_id in (select capture_id from before.core.article) as is_last_reading
from before.core.ledger as l semi join round_visit as v on v.visit_id = l.visit_id
where l.rowid between getvariable('first') and getvariable('last');

set variable first = (select first from round_span where found_in = 'capture');
set variable last = (select last from round_span where found_in = 'capture');
create or replace temp table round_capture as
select c.*
from before.core.capture as c semi join round_visit as v on v.visit_id = c.visit_id
where c.rowid between getvariable('first') and getvariable('last');

set variable first = (select first from round_span where found_in = 'section_read');
set variable last = (select last from round_span where found_in = 'section_read');
create or replace temp table round_section_read as
select r.*
from before.core.section_read as r semi join round_visit as v on v.visit_id = r.visit_id
where r.rowid between getvariable('first') and getvariable('last');

set variable first = (select first from round_span where found_in = 'failure');
set variable last = (select last from round_span where found_in = 'failure');
create or replace temp table round_failure as
select f.*
from before.core.failure as f semi join round_visit as v on v.visit_id = f.visit_id
where f.rowid between getvariable('first') and getvariable('last')
