-- articles of sources whose region is another now
create or replace temp table to_place as
with
moved as (
    select s.source
    from staged_source as s left join core.source as c on c.source = s.source
    where c.region is distinct from s.region
)
select a.article_id, a.source, a.region_hint, false as is_new
from core.article as a semi join moved as m on m.source = a.source;

delete from core.source where source in (select source from staged_source);
insert into core.source by name select * from staged_source;
drop table staged_source
