-- one row per source of the registry, given as a JSON array
create or replace temp table staged_source as
select unnest(from_json(?, '[{
    "source": "VARCHAR", "name": "VARCHAR", "platform": "VARCHAR", "url": "VARCHAR", "region": "VARCHAR",
    "community": "VARCHAR", "evidence": "VARCHAR", "schedule": "VARCHAR", "active": "BOOLEAN"
}]'), recursive := true)
