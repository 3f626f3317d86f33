-- one row per file of the relation in `publishing`: a signature that differs when a row does.
-- Long texts are not read: content_hash stands for title, lead, body and published
with
hashed as (
    select file, hash(*columns(*)) as row_hash from publishing
)
select file, count(*) as rows, md5(concat_ws(' ', count(*), bit_xor(row_hash), sum(row_hash))) as signature
from hashed
group by file
