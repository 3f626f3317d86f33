-- one row per source of these visits that has digests: for others nothing is looked for
select distinct source from core.digest_item semi join staged_visit using (source)
