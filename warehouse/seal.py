"""Sums over every table, taken with a snapshot: what anything but a load alters afterwards differs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from warehouse.queries import names_in, read_sql
from warehouse.snapshots import PublishedFile

Sums = dict[str, dict[str, PublishedFile]]  # table → part, mostly a source → its rows and their sum


def take_sums(con: duckdb.DuckDBPyConnection) -> Sums:
    """Of every table but the record of what was published."""
    return {Path(name).name: _sums_of(con, name) for name in names_in("seal/tables")}


def _sums_of(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, PublishedFile]:
    con.execute(read_sql(name))
    return {
        part: PublishedFile(rows=rows, signature=_signature(mixed, total))
        for part, rows, mixed, total in con.execute(read_sql("seal/sums")).fetchall()
    }


def _signature(mixed: int, total: int) -> str:
    return hashlib.md5(f"{mixed} {total}".encode(), usedforsecurity=False).hexdigest()


def published_as(con: duckdb.DuckDBPyConnection) -> str | None:
    """The snapshot that holds just what is stored; None while something was loaded and not published since."""
    row = con.execute(read_sql("seal/published_as")).fetchone()
    return None if row is None else str(row[0])


def set_published_as(con: duckdb.DuckDBPyConnection, snapshot_id: str) -> None:
    if published_as(con) == snapshot_id:
        return
    con.begin()
    try:
        con.execute(read_sql("seal/changed"))
        con.execute(read_sql("seal/set_published_as"), [snapshot_id])
    except BaseException:
        con.rollback()
        raise
    con.commit()


def set_changed(con: duckdb.DuckDBPyConnection) -> None:
    """To be called in the transaction that stores something."""
    con.execute(read_sql("seal/changed"))
