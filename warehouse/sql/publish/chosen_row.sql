-- the rows of these files of the relation in `publishing`, with the file's number in the list given
create or replace temp table chosen_row as
with
chosen as (
    select file, number from unnest(?::text[]) with ordinality as c (file, number)
),
rows as (
    select c.number, p.* exclude (file) from publishing as p join chosen as c on c.file = p.file
)
select * from rows
