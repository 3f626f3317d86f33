"""More memory for what needs it: nothing is lost, and nothing left unpublished, for want of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.queries import read_sql


@contextmanager
def room(con: duckdb.DuckDBPyConnection, needed: int) -> Iterator[None]:
    """DuckDB may use so many bytes until the block ends, or as many as before if that is more."""
    ((usual,),) = con.execute(read_sql("room/memory_limit")).fetchall()
    if needed <= usual:
        yield
        return
    con.execute(read_sql("room/limit_memory"), [f"{needed}B"])
    try:
        yield
    finally:
        con.execute(read_sql("room/limit_memory"), [f"{usual}B"])
