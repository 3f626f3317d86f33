"""Which archived answers lie where, as the warehouse knows it."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb

from scrapers.records import Capture
from warehouse.db import OFFLINE
from warehouse.queries import read_sql


def write_captures(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """All of them, by their place in the archive, so that they can be read while runs go on."""
    con.sql(read_sql("state/captures_by_place")).write_parquet(str(file), row_group_size=8192)


class CapturesByPlace:
    """What `write_captures` wrote, one WARC file at a time."""

    def __init__(self, file: Path) -> None:
        self._con = duckdb.connect(config=OFFLINE)
        self._file = str(file)

    def close(self) -> None:
        self._con.close()

    def of(self, warc_file: str) -> dict[int, Capture]:
        """Offset → capture; of two at one place the last."""
        rows = self._con.execute(read_sql("state/captures_of_file"), [self._file, warc_file])
        names = [column[0] for column in rows.description]
        return {capture.warc_offset: capture for capture in (_capture(names, row) for row in rows.fetchall())}


def _capture(names: list[str], row: tuple[Any, ...]) -> Capture:
    told = dict(zip(names, row, strict=True))
    told["capture_id"] = str(told["capture_id"])
    told["fetched_at"] = told["fetched_at"].replace(tzinfo=UTC)
    return Capture(**{each.name: told[each.name] for each in fields(Capture)})
