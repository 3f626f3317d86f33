"""Sources whose file is gone stay in the warehouse with all they brought, but are no longer called active."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from warehouse.queries import read_sql
from warehouse.seal import set_changed


def retire_sources(con: duckdb.DuckDBPyConnection, kept: Iterable[str]) -> None:
    """`kept`: every slug that still has a file."""
    set_changed(con)
    con.execute(read_sql("load/retired_source"), [list(kept)])
