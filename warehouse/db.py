"""Opening the writer's file and a published snapshot; numbered migrations."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.errors import NewerDatabase, NotPublished, WriterBusy
from warehouse.queries import names_in, read_sql

FOLDER_VARIABLE = "visnyk"  # of a session: where the snapshot lies whose views are asked
TIME_ZONE = "Europe/Kyiv"
# nothing is fetched behind our back: every extension we use is built in
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def open_writer(file: Path, *, memory_limit: str = "512MB") -> duckdb.DuckDBPyConnection:
    """Open, or make, the live database and bring it to the newest schema. The caller holds `writer_lock`.

    Raises WriterBusy if another program has the file open, NewerDatabase if this code is too old for it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    config = {
        **OFFLINE,
        "memory_limit": memory_limit,
        # compresses long texts; the default format leaves them as they are, 4 times as big
        "storage_compatibility_version": "latest",
        # each checkpoint compresses the last rows again: with the default of 16 MB that was 3/4 of a load
        "checkpoint_threshold": "256MB",
        # rows that wait in memory when a publish parts them into files; the default is half a million
        "partitioned_write_flush_threshold": 16_384,
    }
    con = _connect(file, config, read_only=False)
    try:
        migrate(con, file)
    except BaseException:
        con.close()
        raise
    return con


def open_published(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot's `visnyk.duckdb` read-only, wherever it was moved or copied to.

    `latest` is resolved now and stays the same while open.
    """
    if not file.exists():
        raise NotPublished(f"nothing is published at {file}. Remedy: visnyk run, or visnyk publish")
    file = file.resolve()
    con = _connect(file, OFFLINE, read_only=True)
    con.execute(f"set variable {FOLDER_VARIABLE} = $folder", {"folder": str(file.parent)})
    return con


def _connect(
    file: Path, config: dict[str, str | bool | int | float | list[str]], *, read_only: bool
) -> duckdb.DuckDBPyConnection:
    try:
        con = duckdb.connect(str(file), read_only=read_only, config=config)
    except duckdb.IOException as error:
        if "Conflicting lock" not in str(error):
            raise
        raise WriterBusy(
            f"another program has {file} open. Remedy: close it. DuckDB says: {error}"
        ) from error
    con.execute("set enable_progress_bar = false")
    con.execute("set TimeZone = 'Europe/Kyiv'")
    return con


def migrate(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Apply what `sql/migrations` has and the database has not, each in a transaction with its own record."""
    applied = _applied(con)
    known = names_in("migrations")
    if applied > len(known):
        raise NewerDatabase(
            f"{file} has {applied} migrations, this code knows {len(known)}: "
            "a later version of Visnyk wrote it. Remedy: update Visnyk"
        )
    for number, name in enumerate(known[applied:], start=applied + 1):
        con.begin()
        try:
            con.execute(read_sql(name))
            con.execute(read_sql("state/record_migration"), [number, name.removeprefix("migrations/")])
        except BaseException:
            con.rollback()
            raise
        con.commit()


def _applied(con: duckdb.DuckDBPyConnection) -> int:
    if not con.execute(read_sql("state/has_migrations")).fetchall():
        return 0
    (row,) = con.execute(read_sql("state/last_migration")).fetchall()
    return int(row[0])
