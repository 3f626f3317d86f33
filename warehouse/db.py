"""Opening the writer's file and a published snapshot; numbered migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import NewerDatabase, NotPublished, WriterBusy
from warehouse.queries import names_in, read_sql

FOLDER_VARIABLE = "visnyk"  # of a session: where the snapshot lies whose views are asked
# nothing is fetched behind our back: every extension we use is built in
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


MEMORY_LIMIT = "96MB"  # more of it is only filled, not used; a visit of 50,000 links gets more by itself
FRUGAL: dict[str, str | bool | int | float | list[str]] = {
    # a second one takes a third more CPU and memory, and a load has the length of a visit to end in
    "threads": 1,
    # compresses long texts; the default format leaves them as they are, 4 times as big
    "storage_compatibility_version": "latest",
    # rows wait in memory as they came until a checkpoint compresses them
    "checkpoint_threshold": "32MB",
    # rows that wait in memory when a publish parts them into files; the default is half a million
    "partitioned_write_flush_threshold": 4096,
    # full row groups are compressed and written one by one, not five together
    "write_buffer_row_group_count": 1,
    # freed memory goes back to the system soon
    "allocator_flush_threshold": "8MB",
    "allocator_bulk_deallocation_flush_threshold": "8MB",
}


def open_writer(file: Path, *, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Open, or make, the live database and bring it to the newest schema. The caller holds `writer_lock`.

    Other threads read through `reader`. Raises WriterBusy if another program has the file open, NewerDatabase if
    this code is too old for it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    config = {**OFFLINE, **FRUGAL, "memory_limit": memory_limit, "temp_directory": f"{file}.tmp"}
    con = _connect(":memory:", config, read_only=False)
    try:
        _attach(con, file)
        migrate(con, file)
    except BaseException:
        con.close()
        raise
    return con


@contextmanager
def reader(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A second connection to the writer's database, for another thread; it sees what is committed."""
    with con.cursor() as cursor:
        cursor.execute(read_sql("open/use"))
        yield cursor


def open_published(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot's `visnyk.duckdb` read-only, wherever it was moved or copied to.

    `latest` is resolved now and stays the same while open.
    """
    if not file.exists():
        raise NotPublished(f"nothing is published at {file}. Remedy: visnyk run, or visnyk publish")
    file = file.resolve()
    con = _connect(str(file), OFFLINE, read_only=True)
    con.execute(f"set variable {FOLDER_VARIABLE} = $folder", {"folder": str(file.parent)})
    return con


def _connect(
    name: str, config: dict[str, str | bool | int | float | list[str]], *, read_only: bool
) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(name, read_only=read_only, config=config)
    con.execute("set enable_progress_bar = false")
    con.execute("set TimeZone = 'Europe/Kyiv'")
    return con


def _attach(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    try:
        con.execute(read_sql("open/attach").replace("FILE", str(file).replace("'", "''")))
    except duckdb.IOException as error:
        if "Conflicting lock" not in str(error):
            raise
        raise WriterBusy(
            f"another program has {file} open. Remedy: close it. DuckDB says: {error}"
        ) from error
    con.execute(read_sql("open/use"))


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
