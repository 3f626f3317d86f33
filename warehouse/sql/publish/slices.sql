-- one row per slice of a round of `cell`, of some rows in the order in which the texts were stored: first and last text
with
ranked as (
    select text_row, (dense_rank() over (order by text_row) - 1) // ? as slice from cell where round = ?
)
select min(text_row), max(text_row) from ranked group by slice order by slice
