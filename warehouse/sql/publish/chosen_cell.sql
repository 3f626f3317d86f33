-- the cells of these files, each in a round, newest first in parts of some rows: part 3,000,002 is the third one of the
-- file that is given third
create or replace temp table chosen_cell as
with
given as (
    select unnest(?::text[]) as file, unnest(?::integer[]) as round
),
chosen as (
    select file, round, row_number() over () as number from given
)
select
    c.* exclude (part, round),
    n.round,
    n.number * 1_000_000 + (row_number() over (partition by n.number order by c.moment desc nulls last) - 1) // ? as part
from cell as c join chosen as n on n.file = c.file
