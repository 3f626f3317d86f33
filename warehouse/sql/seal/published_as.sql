-- the snapshot that holds just what is here, or no row
select snapshot_id from core.published_as
