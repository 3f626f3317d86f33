"""A fresh warehouse and a source to visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.batches import Site
from warehouse.db import open_writer


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path / "visnyk.duckdb") as con:
        yield con


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(folder=tmp_path / "batches")
