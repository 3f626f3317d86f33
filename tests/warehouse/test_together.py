"""Several visits in one transaction: the same as one by one, whatever their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scrapers.records import Batch, Part
from tests.warehouse.batches import Look, Site, index_capture, make_article, make_capture, make_source, see
from warehouse import store
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_writer
from warehouse.room import room
from warehouse.store import groups, load, register_sources

Connection = duckdb.DuckDBPyConnection
SOURCES = ("drabiv", "zhovtantsi", "busk")
TABLES = ("article", "article_version", "placement", "ledger", "capture", "visit", "section_read", "failure")
TABLES += ("link", "digest_item", "digest_match", "archive_file")


def rows(con: Connection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def everything(con: Connection) -> dict[str, list[str]]:
    """Every row of every table that a load fills, as text."""
    return {table: sorted(map(str, rows(con, f"from core.{table}"))) for table in TABLES}


def of_source(source: str, looks: list[Look]) -> list[Look]:
    """The same looks of another source: the same words and addresses, other articles and captures."""

    def capture_id(number: int, place: int) -> str:
        return make_article(f"{number}", place, source=source).article_id

    made = []
    for number, look in enumerate(looks):
        captures = [
            replace(capture, capture_id=capture_id(number, place))
            for place, capture in enumerate(look.captures)
        ]
        articles = [
            replace(
                article,
                source=source,
                article_id=make_article(article.url, article.position, source=source).article_id,
                capture_id=captures[-1].capture_id,
            )
            for article in look.articles
        ]
        made.append(replace(look, captures=tuple(captures), articles=tuple(articles)))
    return made


def digest(url: str, link: str) -> Look:
    part = Part(position=1, section="Новини", title="Назва", text="Кілька слів про те, що було", link=link)
    capture = make_capture(url)
    article = replace(make_article(url, capture_id=capture.capture_id), kind="digest", parts=(part,))
    return Look(url=url, outcome="new", articles=(article,), captures=(capture,))


def two_rounds(folder: Path) -> list[list[Batch]]:
    """Visits of three sources whose pages have the same addresses, then their next visits."""
    urls = [f"https://drabiv.example/news/{n}" for n in range(40)]
    first = [see(url, region_hint="Львівська область") for url in urls[:20]]
    first += [Look(url=urls[20], outcome="failed"), digest(urls[21], urls[3])]
    second = [Look(url=urls[0], outcome="gone"), Look(url=urls[1], outcome="unchanged")]
    second += [see(urls[2], "changed", body="Інше", region_hint="Одеська область"), see(urls[22])]
    sites = [Site(folder=folder, source=source) for source in SOURCES]
    index = index_capture("https://drabiv.example/news", "index")
    extra = {source: replace(index, capture_id=make_article(source).article_id) for source in SOURCES}
    return [
        [
            site.visit(of_source(site.source, looks), extra=[extra[site.source]] if not n else [])
            for site in sites
        ]
        for n, looks in enumerate((first, second))
    ]


@pytest.fixture
def one_by_one(tmp_path: Path) -> Iterator[tuple[list[list[Batch]], dict[str, list[str]], str]]:
    batches = two_rounds(tmp_path / "batches")
    with open_writer(tmp_path / "one_by_one.duckdb") as con:
        register_sources(con, [make_source("busk", region="UA-46")])
        for batch in (batch for group in batches for batch in group):
            assert load(con, batch) == 1
        assert run_checks(con) == []
        yield batches, everything(con), content_hash(con)


Told = tuple[list[list[Batch]], dict[str, list[str]], str]


def test_together_is_as_one_by_one(con: Connection, one_by_one: Told) -> None:
    batches, expected, content = one_by_one
    register_sources(con, [make_source("busk", region="UA-46")])
    for group in batches:
        assert load(con, *group) == 3
    assert everything(con) == expected
    assert content_hash(con) == content
    assert len(expected["digest_match"]) == 3  # each with the article of its own source
    assert len(expected["article_version"]) > len(expected["article"]) == 3 * 22
    assert load(con, *batches[0]) == 0
    assert everything(con) == expected


def test_in_pieces_is_as_in_one(con: Connection, one_by_one: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    batches, expected, _ = one_by_one
    monkeypatch.setattr(store, "PIECE", 7)
    register_sources(con, [make_source("busk", region="UA-46")])
    for group in batches:
        assert load(con, *group) == 3
    assert everything(con) == expected


def test_what_was_loaded_before_is_left_out(con: Connection, one_by_one: Told) -> None:
    (first, second), expected, _ = one_by_one
    register_sources(con, [make_source("busk", region="UA-46")])
    assert load(con, first[1]) == 1
    assert load(con, *first) == 2
    assert load(con, *second) == 3
    assert everything(con) == expected


def test_a_torn_file_of_one_changes_nothing_of_the_others(con: Connection, tmp_path: Path) -> None:
    group = two_rounds(tmp_path)[0]
    before = everything(con)
    file = Path(group[1].folder, "captures.jsonl")
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(duckdb.Error):
        load(con, *group)
    assert everything(con) == before
    assert load(con, group[0], group[2]) == 2


def test_two_visits_of_one_source_do_not_go_together(con: Connection, site: Site) -> None:
    batches = [site.visit([see("https://drabiv.example/1")]), site.visit([])]
    with pytest.raises(ValueError, match="different sources"):
        load(con, *batches)


def test_groups_are_bounded_and_keep_the_order(tmp_path: Path) -> None:
    first, second = two_rounds(tmp_path)
    size = sum(file.stat().st_size for file in Path(first[0].folder).glob("*.jsonl"))
    assert list(groups(first)) == [first]
    assert list(groups(first, most=size * 5 // 2)) == [first[:2], first[2:]]
    assert list(groups(first, most=1)) == [[batch] for batch in first]
    assert list(groups([*first, *second])) == [first, second]  # a source's visits never in one group
    assert list(groups([])) == []


def test_room_is_given_and_taken_back(con: Connection) -> None:
    def limit() -> int:
        return int(rows(con, "select parse_formatted_bytes(current_setting('memory_limit'))::bigint")[0][0])

    before = limit()
    with room(con, before - 1):
        assert limit() == before
    with pytest.raises(MemoryError), room(con, 3 * before):
        assert limit() > 2.9 * before
        raise MemoryError("planted")
    assert abs(limit() - before) < 2**20
