"""Each check finds what it is for, and a sound warehouse has no findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import duckdb
import pytest

from tests.warehouse.batches import Site, see
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer
from warehouse.queries import names_in, read_sql
from warehouse.store import load

Connection = duckdb.DuckDBPyConnection
URL = "https://drabiv.example/news/a"
BREAKS = {
    "article_twice": "update core.article set url = 'x'",
    "article_without_parts": "update core.article set kind = 'digest'",
    "article_without_placement": "delete from core.placement",
    "article_without_version": "delete from core.article_version where version = 1",
    "capture_without_archive_file": "delete from core.archive_file",
    "ledger_without_visit": "delete from core.visit",
    "ledger_readers": "update core.ledger set readers = ['feed']",
    "match_without_article": f"insert into core.digest_match values ('{UUID(int=1)}', 1, '{UUID(int=2)}', 'link')",
    "link_twice": "insert into core.link select * from core.link limit 1",
    "placement_region": "update core.placement set region = 'UA-99'",
    "placement_without_article": "delete from core.article",
    "section_sums": "update core.section_read set found = 1",
    "unknown_outcome": "update core.ledger set outcome = 'lost'",
    "version_without_article": "delete from core.article",
    "visit_sums": "update core.visit set found = 7",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A warehouse without findings; who breaks it rolls back."""
    folder = tmp_path_factory.mktemp("sound")
    with open_writer(folder / "visnyk.duckdb") as con:
        load(con, Site(folder=folder).visit([see(URL), see(URL + "/2")]))
        assert run_checks(con) == []
        yield con


def test_every_check_is_tried() -> None:
    assert {name.removeprefix("checks/") for name in names_in("checks")} == BREAKS.keys()


@pytest.mark.parametrize("check", BREAKS)
def test_a_check_finds_what_it_is_for(sound: Connection, check: str) -> None:
    sound.begin()
    sound.execute(BREAKS[check])
    findings = [finding for finding in run_checks(sound) if finding.check == check]
    sound.rollback()
    assert findings
    assert all(finding.subject and finding.message for finding in findings)
    assert read_sql(f"checks/{check}").startswith("-- one row per ")


def test_content_hash_is_of_the_content(sound: Connection, tmp_path: Path) -> None:
    other = Site(folder=tmp_path / "other")
    with open_writer(tmp_path / "other.duckdb") as con:
        assert content_hash(con) != content_hash(sound)
        other.step *= 2
        load(con, other.visit([]))
        load(con, other.visit([see(URL + "/2")], run_id="another"))
        load(con, other.visit([see(URL)]))
        assert content_hash(con) == content_hash(sound)
        con.execute("update core.article set state = 'gone' where url = ?", [URL])
        assert content_hash(con) != content_hash(sound)
