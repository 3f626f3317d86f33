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
    "archive_file_twice": "insert into core.archive_file select * from core.archive_file",
    "article_state": "update core.article set state = 'lost'",
    "article_text": "update core.article_version set body = 'x'",
    "article_times": "update core.article set last_seen = last_seen + interval 1 day",
    "article_without_capture": "delete from core.capture",
    "article_without_link": "delete from core.link",
    "capture_beyond_archive_file": "update core.archive_file set indexed_bytes = 0",
    "capture_twice": "insert into core.capture select * from core.capture limit 1",
    "capture_without_visit": "delete from core.visit",
    "failed_without_failure": "update core.ledger set outcome = 'failed'",
    "ledger_without_capture": "delete from core.capture",
    "ledger_without_link": "update core.link set outcome = 'gone'",
    "link_without_article": "delete from core.article",
    "link_without_capture": "update core.link set warc_offset = 77",
    "part_without_version": "insert into core.digest_item values (uuid(), 'drabiv', 1, 2, null, 't', 't', null)",
    "placement_otherwise": "update core.article set region_hint = 'Одеська область'",
    "revisit_without_original": "update core.capture set revisit = true",
    "section_read_twice": "insert into core.section_read select * from core.section_read",
    "visit_twice": "insert into core.visit select * from core.visit",
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
