"""What visits found, taken back from the newest snapshot: the rows that no reading of the archive can make again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.db import open_published
from warehouse.errors import CannotRebuild
from warehouse.intact import damage_of
from warehouse.queries import read_sql
from warehouse.seal import published_as, set_changed
from warehouse.snapshots import DATABASE, latest, read_manifest

# the order matters: which visits came later is looked up with the first
TABLES = ("visit", "section_read", "ledger", "capture", "failure", "source", "region")


def restore_found(con: duckdb.DuckDBPyConnection, published: Path, folder: Path) -> None:
    """`con`: a writer's; `folder`: where there is room for what is copied. Visits that were loaded since stay.

    Raises CannotRebuild where the newest snapshot is not whole.
    """
    snapshot = latest(published)
    damage = damage_of(published) if snapshot else None
    if snapshot is None or damage is not None:
        said = f": {damage.subject} {damage.message}" if damage else ""
        raise CannotRebuild(
            f"expected a whole snapshot to restore from at {published / 'latest'}{said}; nothing has changed."
            " Remedy: let `latest` lead to an older one in `snapshots`, or put warehouse.duckdb back from a backup"
        )
    with open_published(snapshot / DATABASE) as reader:
        for table in TABLES:
            reader.sql(read_sql(f"seal/published/{table}")).write_parquet(str(folder / f"{table}.parquet"))
    is_behind = published_as(con) != read_manifest(snapshot).snapshot_id
    con.execute(read_sql("restore/is_behind"), [is_behind])
    con.begin()
    try:
        set_changed(con)
        for table in TABLES:
            con.execute(read_sql("restore/choose"), [str(folder / f"{table}.parquet")])
            con.execute(read_sql(f"restore/{table}"))
    except BaseException:
        con.rollback()
        raise
    con.commit()


def last_captures(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """WARC file → where its last capture lies."""
    return dict(con.execute(read_sql("restore/last_captures")).fetchall())


def restore_archive_files(con: duckdb.DuckDBPyConnection, ends: Mapping[str, int]) -> None:
    """`ends`: WARC file → bytes whose records are in core.capture. Files that are not named stay as they are."""
    con.begin()
    try:
        set_changed(con)
        con.execute(read_sql("restore/told_file"), [list(ends), list(ends.values())])
        con.execute(read_sql("restore/archive_file"))
    except BaseException:
        con.rollback()
        raise
    con.commit()
