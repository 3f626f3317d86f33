-- one row per file of the relation in `publishing`: its rows, and two sums that differ when a row does
with
hashed as (
    select file, hash(*columns(c -> c not in ('file', 'moment'))) as row_hash from publishing
)
select file, count(*), bit_xor(row_hash), sum(row_hash)
from hashed
group by file
