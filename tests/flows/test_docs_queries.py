"""What docs/data.md shows an analyst runs, and answers, over the demo's data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.demo.changes import a_day_passes
from tests.docs_tables import DOCS
from tests.flows.conftest import Place

TEXT = (DOCS / "data.md").read_text("utf-8")
COPY = "/data/news-2026-11"  # where the document has copied a snapshot to


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.S | re.M)


@pytest.fixture
def home(place: Place) -> Path:
    """Two sites before and after an edit: a digest, a report and a second wording are among them."""
    two = ("verbivska_hromada", "zavorsklianska_rada")
    place.run(*two)
    a_day_passes(place.web)
    place.run(*two)
    return place.home.root


def test_every_query_finds_something(home: Path) -> None:
    folder = (home / "published" / "latest").resolve()
    queries = [*blocks("sql"), *re.findall(r'^visnyk sql "(.*?)"', "".join(blocks("sh")), re.M)]
    assert len(queries) > 6
    for query in queries:
        with duckdb.connect(str(folder / "visnyk.duckdb"), read_only=True) as con:
            assert con.execute(query.replace(COPY, str(folder))).fetchall(), query


def test_python_runs_as_it_stands(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo = tmp_path / "person" / ".local" / "share" / "visnyk" / "demo"
    demo.parent.mkdir(parents=True)
    demo.symlink_to(home)
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    names: dict[str, Any] = {}
    for block in blocks("python"):  # a workbook is xlsxwriter's matter; what it is given, ours
        exec(
            re.sub(r'^(con\.sql\(""".*)\.write_excel\(.*?\)$', r"sheet = \1", block, flags=re.S | re.M), names
        )
    names["con"].close()
    assert len(names["sheet"]) == 42
    assert names["sheet"].schema["published"] == pl.Datetime("us", None)  # Excel knows no time zones,
    assert not [kind for kind in names["sheet"].schema.values() if isinstance(kind, pl.List)]  # and no lists
