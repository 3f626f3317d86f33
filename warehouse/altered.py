"""Rows that differ from what was published, though nothing was loaded since: each with what it was and is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from warehouse.db import OFFLINE, open_published
from warehouse.queries import SQL, read_sql
from warehouse.records import Finding

MOST = 20  # rows of a table that are named
_LONGEST = 80  # characters of a value
KEYS = {
    "visit": ("visit_id",),
    "section_read": ("visit_id", "section"),
    "ledger": ("visit_id", "url"),
    "capture": ("capture_id",),
    "failure": ("visit_id", "url", "stage"),
    "article": ("article_id",),
    "article_version": ("article_id", "version"),
    "placement": ("article_id", "region", "tag"),
    "digest_match": ("article_id", "position"),
    "source": ("source",),
    "region": ("region",),
}
Row = dict[str, Any]


def altered_rows(
    con: duckdb.DuckDBPyConnection, database: Path, table: str, parts: list[str], folder: Path
) -> Iterator[Finding]:
    """Nothing of a table that is not published. `folder`: for what is compared, to be removed by the caller."""
    if not (SQL / "seal/published" / f"{table}.sql").exists():
        return
    was, now = folder / f"{table}.was.parquet", folder / f"{table}.now.parquet"
    _write(con, database, table, parts, was, now)
    with duckdb.connect(config=OFFLINE) as beside:
        beside.execute("set TimeZone = 'Europe/Kyiv'")
        cursor = beside.execute(read_sql("seal/differing"), {"was": str(was), "now": str(now), "most": MOST})
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    yield from _told(table, rows)


def _write(
    con: duckdb.DuckDBPyConnection, database: Path, table: str, parts: list[str], was: Path, now: Path
) -> None:
    """The columns that both have, of the parts that differ; a table that is in one part goes whole."""
    con.execute(read_sql(f"seal/tables/{table}"))
    con.execute("set variable parts = $parts", {"parts": parts})
    stored = con.sql(read_sql("seal/rows_of_part"))
    with open_published(database) as reader:
        published = reader.sql(read_sql(f"seal/published/{table}"))
        if parts != [""]:
            published = published.filter(
                duckdb.FunctionExpression(
                    "list_contains", duckdb.ConstantExpression(parts), duckdb.ColumnExpression("source")
                )
            )
        common = [f'"{name}"' for name in stored.columns if name in published.columns]
        published.project(", ".join(common)).write_parquet(str(was))
    stored.project(", ".join(common)).write_parquet(str(now))


def _told(table: str, rows: list[Row]) -> Iterator[Finding]:
    sides: dict[str, dict[tuple[Any, ...], Row]] = {"published": {}, "stored": {}}
    for row in rows:
        sides[row.pop("side")][tuple(row[name] for name in KEYS[table])] = row
    for key in sorted(sides["published"].keys() | sides["stored"].keys(), key=str):
        was, now = sides["published"].get(key), sides["stored"].get(key)
        subject = f"{table} {' '.join(map(str, key))}"
        yield Finding(check=f"altered_{table}", subject=subject, message=_difference(was, now))


def _difference(was: Row | None, now: Row | None) -> str:
    if now is None:
        return f"was published and is no longer stored: {_some(was or {})}"
    if was is None:
        return f"is stored and was not published: {_some(now)}"
    return "; ".join(
        f"{name}: published {_short(was[name])}, stored {_short(now[name])}"
        for name in was
        if was[name] != now[name]
    )


def _some(row: Row) -> str:
    said = [
        row[name]
        for name in ("url", "requested_url", "title", "status", "reader", "message")
        if row.get(name)
    ]
    return ", ".join(map(_short, said[:2])) or "a row"


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
