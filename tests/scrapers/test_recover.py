"""A visit read back from its WARC records says what the visit itself had said, without a request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scrapers.records import Article, Capture, Failure, LedgerEntry
from scrapers.recover import INTERRUPTED, Recovery
from scrapers.stage import Stage
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.visits import Council, Told, html, listing, page, remember


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


@pytest.fixture
def council(web: Hostile, tmp_path: Path) -> Council:
    return Council(web, tmp_path)


def ledger(told: Told) -> dict[str, tuple[Any, ...]]:
    return {
        row["url"]: (row["outcome"], row["reason"], row["capture_id"], row["sections"])
        for row in told.rows(LedgerEntry)
    }


def arrange(web: Hostile) -> None:
    """Two good pages, one behind a redirect, and one for each way to fail that leaves an answer."""
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /news/9/\n"))
    web.on("/news/", listing(*(f"/news/{number}/" for number in range(1, 10))))
    web.on("/news/1/", html(page(1), "200 OK", 'ETag: "1"'))
    web.on("/news/2/", redirect("/news/20/"))
    web.on("/news/20/", html(page(2)))
    web.on("/news/3/", html(b"", "404 Not Found"))
    web.on("/news/4/", html(page(4, title="Помилка 404")))
    web.on("/news/5/", html(b"", "403 Forbidden"))
    web.on("/news/6/", html(b"<h2>another design</h2>"))
    web.on("/news/7/", html(b"", "503 Service Unavailable"), html(page(7)))
    web.on("/news/8/", lambda wire: wire.reset())


def test_what_was_archived_is_read_as_the_visit_read_it(web: Hostile, council: Council) -> None:
    arrange(web)
    visited = council.visit()
    asked = len(web.seen)
    told = council.read_back("visit-1")
    assert len(web.seen) == asked
    # what left no answer, and what was not asked for, is not known any more
    unanswered = {web.url("/news/8/"), web.url("/news/9/")}
    expected = {url: entry for url, entry in ledger(visited).items() if url not in unanswered}
    for entries in (found := ledger(told)), expected:
        for url, entry in entries.items():  # the words of a status are not the same
            entries[url] = (entry[0], *entry[2:])
    assert found == expected
    assert told.rows(Article) == visited.rows(Article)
    assert len(told.rows(Article)) == 3
    in_order = sorted(visited.rows(Capture), key=lambda row: row["fetched_at"])
    assert told.rows(Capture) == in_order
    assert {row["role"] for row in in_order} == {"robots", "index", "page"}
    failures = {row["url"]: row["error"] for row in told.rows(Failure)}
    assert failures == {web.url("/news/5/"): "Blocked", web.url("/news/6/"): "LayoutChanged"}


def test_a_visit_read_back_is_partial_and_its_sums_agree(web: Hostile, council: Council) -> None:
    arrange(web)
    visited = council.visit().visit
    visit = council.read_back("visit-1").visit
    assert (visit.status, visit.reason, visit.visit_id) == ("partial", INTERRUPTED, "visit-1")
    assert visit.found == sum(visit.outcomes.values()) == 7
    assert visit.requests == visited.requests - 2  # two attempts at the page that resets had no answer
    assert visit.bytes_received == visited.bytes_received
    assert visit.started_at == visit.interval_start <= visit.interval_end == visit.finished_at


def test_what_was_known_is_compared_as_in_a_visit(web: Hostile, council: Council) -> None:
    """Unchanged after a 304 or with the same body, changed, gone by a soft 404, and moved."""
    web.on("/news/", listing(*(f"/news/{number}/" for number in range(1, 6))))
    unchanged = answer(b"", "304 Not Modified", headers=['ETag: "1"'])
    web.on("/news/1/", html(page(1), "200 OK", 'ETag: "1"'), unchanged)
    web.on("/news/2/", html(page(2)))
    web.on("/news/3/", html(page(3)), html(page(3, "Сесія ради відбулася")))
    web.on("/news/4/", html(page(4)), html(page(4, title="Помилка 404")))
    web.on("/news/5/", html(page(5)), redirect("/news/50/"))
    web.on("/news/50/", html(page(5, "Сесія ради переїхала")))
    memory = remember(council.visit())
    visited = council.visit(memory)
    told = council.read_back("visit-2", dict(memory.known))
    assert ledger(told) == ledger(visited)
    assert [entry[0] for entry in ledger(told).values()] == [
        "unchanged",
        "unchanged",
        "changed",
        "gone",
        "changed",
    ]
    assert told.rows(Article) == visited.rows(Article)
    assert told.visit.not_modified == 1


def test_a_later_answer_to_a_link_takes_the_place_of_an_earlier_one(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", html(b"", "503 Service Unavailable"), html(page(1)))
    council.visit()
    told = council.read_back("visit-1")
    assert [entry[:2] for entry in ledger(told).values()] == [("new", None)]
    assert told.rows(Failure) == []


def test_a_visit_that_was_killed_between_two_answers(web: Hostile, council: Council) -> None:
    """A redirect was archived and its target was not: the link has no outcome yet, and is asked for again."""
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", redirect("/news/2/"))
    web.on("/news/2/", html(page(2)))
    visited = council.visit()
    torn = [row for row in visited.rows(Capture) if not row["url"].endswith("/news/2/")]
    stage = Stage(council.folder / "torn")
    recovery = Recovery(council.source, "visit-1", {}, stage, council.archive)
    for row in torn:
        recovery.take(council.archive.read(row["warc_file"], row["warc_offset"]))
    visit = recovery.finish()
    stage.close()
    assert visit.found == 0
    assert Told(visit, stage.folder).rows(LedgerEntry) == []
    assert len(Told(visit, stage.folder).rows(Capture)) == len(torn) == 3
