-- what some articles changed, given as a JSON array
insert into staged_change by name
select unnest(from_json(?, '[{
    "line": "BIGINT", "change_kinds": ["VARCHAR"],
    "changes": [{"place": "VARCHAR", "kind": "VARCHAR", "before": "VARCHAR", "after": "VARCHAR"}]
}]'), recursive := true)
