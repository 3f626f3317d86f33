-- the cells of these files, newest first in parts of some rows: part 3,000,002 is the third one of the third file
create or replace temp table chosen_cell as
with
chosen as (
    select file, number from unnest(?::text[]) with ordinality as c (file, number)
)
select
    c.* exclude (part),
    n.number * 1_000_000 + (row_number() over (partition by n.number order by c.moment desc nulls last) - 1) // ? as part
from cell as c join chosen as n on n.file = c.file
