"""Which archived answers lie where, as a snapshot knows it."""

from __future__ import annotations

import duckdb

from warehouse.queries import read_sql


def captures_within(
    con: duckdb.DuckDBPyConnection, warc_file: str, offset: int, length: int
) -> list[tuple[int, str]]:
    """Offset and address asked for of the answers that begin in that part of a WARC file."""
    return con.execute(read_sql("state/captures_within"), [warc_file, offset, offset + length]).fetchall()
