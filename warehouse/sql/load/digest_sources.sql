-- one row per source of these visits that has digests; where there is none nothing is looked for
select distinct source from core.digest_item semi join staged_visit using (source)
