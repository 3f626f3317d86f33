-- one row per visit, given as a JSON array
create or replace temp table staged_visit as
with
given as (
    select unnest(from_json(?, '[{
        "visit_id": "VARCHAR", "run_id": "VARCHAR", "source": "VARCHAR",
        "started_at": "TIMESTAMPTZ", "finished_at": "TIMESTAMPTZ",
        "interval_start": "TIMESTAMPTZ", "interval_end": "TIMESTAMPTZ",
        "status": "VARCHAR", "reason": "VARCHAR", "found": "INTEGER",
        "outcomes": {
            "new": "INTEGER", "unchanged": "INTEGER", "changed": "INTEGER", "gone": "INTEGER",
            "blocked": "INTEGER", "refused_by_robots": "INTEGER", "filtered": "INTEGER",
            "failed": "INTEGER", "not_an_article": "INTEGER"
        },
        "requests": "INTEGER", "not_modified": "INTEGER", "bytes_received": "BIGINT", "kind": "VARCHAR"
    }]'), recursive := true)
)
select
    * replace (
        coalesce("new", 0) as "new",
        coalesce(unchanged, 0) as unchanged,
        coalesce(changed, 0) as changed,
        coalesce(gone, 0) as gone,
        coalesce(blocked, 0) as blocked,
        coalesce(refused_by_robots, 0) as refused_by_robots,
        coalesce(filtered, 0) as filtered,
        coalesce(failed, 0) as failed,
        coalesce(not_an_article, 0) as not_an_article
    )
from given
