"""One visit: every link ends in one outcome, the sums agree, and the status says what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scrapers.records import OUTCOMES, Article, Capture, Failure, LedgerEntry, SectionRead
from scrapers.sections import Memory
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.visits import STARTED, Council, Told, html, listing, page, remember


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


@pytest.fixture
def council(web: Hostile, tmp_path: Path) -> Council:
    return Council(web, tmp_path)


def outcomes(told: Told) -> dict[str, str]:
    """Path → outcome."""
    return {"/" + row["url"].split("/", 3)[3]: row["outcome"] for row in told.rows(LedgerEntry)}


def test_every_link_has_one_outcome_and_the_sums_agree(web: Hostile, council: Council) -> None:
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /news/7/\n"))
    elsewhere = "https://inshyi.example/news/9/"
    paths = [f"/news/{number}/" for number in range(1, 9)]
    web.on("/news/", listing(*paths, "/about/", elsewhere, "/news/1/#same"))
    web.on("/news/1/", html(page(1)))
    web.on("/news/2/", redirect("/news/20/"))
    web.on("/news/20/", html(page(2)))
    web.on("/news/3/", html(b"", "410 Gone"))
    web.on("/news/4/", html(page(4, title="Помилка 404")))
    web.on("/news/5/", html(b"", "403 Forbidden"))
    web.on("/news/6/", html(b"<html><body><h2>another design</h2></body></html>"))
    web.on("/news/8/", lambda wire: wire.reset())
    told = council.visit()
    found = {row["url"].removeprefix(web.origin): row["outcome"] for row in told.rows(LedgerEntry)}
    assert found == {
        "/news/1/": "new",
        "/news/2/": "new",
        "/news/3/": "gone",
        "/news/4/": "not_an_article",
        "/news/5/": "blocked",
        "/news/6/": "failed",
        "/news/7/": "refused_by_robots",
        "/news/8/": "failed",
        "/about/": "filtered",
        elsewhere: "filtered",
    }
    visit = told.visit
    assert visit.found == sum(visit.outcomes.values()) == len(found) == len(told.rows(LedgerEntry))
    assert set(visit.outcomes) == set(OUTCOMES)
    assert visit.outcomes["failed"] == 2
    assert visit.status == "partial"
    assert visit.reason == "2 pages failed; 1 pages blocked; 1 pages refused_by_robots"
    decided_by = {row["url"].removeprefix(web.origin): row["capture_id"] for row in told.rows(LedgerEntry)}
    captured = {
        row["requested_url"].removeprefix(web.origin): row["capture_id"] for row in told.rows(Capture)
    }
    for path in ("/news/1/", "/news/2/", "/news/3/", "/news/4/", "/news/5/", "/news/6/"):
        assert decided_by[path] == captured[path]
    failures = {row["url"].removeprefix(web.origin): row["error"] for row in told.rows(Failure)}
    assert failures == {"/news/5/": "Blocked", "/news/6/": "LayoutChanged", "/news/8/": "Unreachable"}
    assert visit.requests == len(web.seen)
    assert visit.bytes_received == sum(row["size"] for row in told.rows(Capture))


def test_what_a_visit_says_of_itself(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/", "/news/2/"))
    for number in (1, 2):
        web.on(f"/news/{number}/", html(page(number)))
    told = council.visit()
    visit = told.visit
    assert (visit.visit_id, visit.run_id, visit.source) == ("visit-1", "run", "test_rada")
    assert visit.interval_end - visit.interval_start == timedelta(days=1)
    assert visit.started_at == visit.finished_at == STARTED + timedelta(days=1)
    assert (visit.status, visit.reason) == ("complete", None)
    (read,) = told.rows(SectionRead)
    assert (read["section"], read["reader"], read["found"], read["only_here"]) == ("news", "listing", 2, 2)
    assert read["complete"]
    entry = told.rows(LedgerEntry)[0]
    assert (entry["sections"], entry["readers"]) == (["news"], ["listing"])
    pages = {row["capture_id"] for row in told.rows(Capture) if row["role"] == "page"}
    assert {row["capture_id"] for row in told.rows(LedgerEntry)} == pages
    assert {row["capture_id"] for row in told.rows(Article)} == pages
    phases = [step.phase for step in told.progress]
    assert phases == ["reading sections", "reading pages", "reading pages", "complete"]
    assert told.progress[-1].found == 2


def test_what_did_not_change_is_not_read_again(web: Hostile, council: Council) -> None:
    """Neither after a 304, nor when the same body comes once more."""
    web.on("/news/", listing("/news/1/", "/news/2/", "/news/3/"))
    web.on(
        "/news/1/",
        html(page(1), "200 OK", 'ETag: "a"'),
        answer(b"", "304 Not Modified", headers=['ETag: "a"']),
    )
    web.on("/news/2/", html(page(2)))
    web.on("/news/3/", html(page(3)), html(page(3, "Змінений текст")))
    first = council.visit()
    second = council.visit(remember(first))
    assert outcomes(second) == {"/news/1/": "unchanged", "/news/2/": "unchanged", "/news/3/": "changed"}
    assert [row["url"] for row in second.rows(Article)] == [web.url("/news/3/")]
    assert second.visit.not_modified == 1
    assert web.asked("/news/1/")[1].headers["if-none-match"] == '"a"'
    assert second.visit.status == "complete"


def test_a_known_article_that_says_it_is_not_found_is_gone(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/", "/news/2/"))
    for number in (1, 2):
        web.on(f"/news/{number}/", html(page(number)), html(page(number, title="Помилка 404")))
    first = council.visit()
    memory = remember(first)
    never_read = replace(memory.known[web.url("/news/2/")], outcome="failed", content_hashes=())
    second = council.visit(Memory(known={**memory.known, never_read.url: never_read}))
    assert outcomes(second) == {"/news/1/": "gone", "/news/2/": "not_an_article"}


def test_what_could_not_be_read_is_asked_for_without_conditions(web: Hostile, council: Council) -> None:
    """A 304 would confirm a body that gave nothing."""
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", html(b"<h2>design</h2>", "200 OK", 'ETag: "a"'), html(page(1), "200 OK", 'ETag: "a"'))
    first = council.visit()
    assert outcomes(first) == {"/news/1/": "failed"}
    second = council.visit(remember(first))
    assert "if-none-match" not in web.asked("/news/1/")[1].headers
    assert outcomes(second) == {"/news/1/": "new"}


def test_links_that_are_owed_are_read_although_no_list_names_them(web: Hostile, council: Council) -> None:
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", html(page(1)))
    web.on("/news/2/", html(page(2)))
    told = council.visit(Memory(owed={web.url("/news/2/"): ("news",)}))
    assert outcomes(told) == {"/news/1/": "new", "/news/2/": "new"}


@pytest.mark.parametrize("kept", [True, False], ids=["archived", "archive-lost"])
def test_an_index_page_that_did_not_change_is_read_from_the_archive(
    web: Hostile, council: Council, kept: bool
) -> None:
    """Or asked for again where the archive cannot give it back."""
    whole = html(b'<ul><li><a href="/news/1/">1</a></li></ul>', "200 OK", 'ETag: "list"')
    unchanged = answer(b"", "304 Not Modified", headers=['ETag: "list"'])
    web.on("/news/", whole, unchanged, whole)
    web.on("/news/1/", html(page(1)))
    first = council.visit()
    if not kept:
        shutil.rmtree(council.archive.folder)
    second = council.visit(remember(first))
    assert outcomes(second) == {"/news/1/": "unchanged"}
    assert second.visit.status == "complete"
    assert len(web.asked("/news/")) == (2 if kept else 3)


def _resets(web: Hostile) -> None:
    web.on("/robots.txt", lambda wire: wire.reset())


def _breaks_robots(web: Hostile) -> None:
    web.on("/robots.txt", answer(b"", "500 Internal Server Error"))


def _forbids(web: Hostile) -> None:
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /\n"))


def _refuses_pages(web: Hostile) -> None:
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", html(b"", "403 Forbidden"))


def _lists_others(web: Hostile) -> None:
    web.on("/news/", listing("/about/", "/contacts/"))


def _lists_nothing(web: Hostile) -> None:
    web.on("/news/", html(b"<p>a new design</p>"))


@pytest.mark.parametrize(
    ("arrange", "status", "reason"),
    [
        pytest.param(_resets, "down", "section news: Unreachable", id="nothing-answers"),
        pytest.param(
            _breaks_robots, "down", "section news: RobotsUnread: robots.txt could not", id="robots-5xx"
        ),
        pytest.param(_forbids, "blocked", "section news: RefusedByRobots", id="robots"),
        pytest.param(_refuses_pages, "blocked", "1 pages blocked", id="pages-refused"),
        pytest.param(
            _lists_others, "partial", "none of 2 links fits `articles` and `hosts`", id="no-article"
        ),
        pytest.param(_lists_nothing, "partial", "section news: LayoutChanged", id="redesign"),
    ],
)
def test_status_of_a_visit_that_read_nothing(
    web: Hostile, council: Council, arrange: Callable[[Hostile], None], status: str, reason: str
) -> None:
    arrange(web)
    visit = council.visit().visit
    assert (visit.status, (visit.reason or "")[: len(reason)]) == (status, reason)


def test_what_all_sections_fail_by_is_said_once(web: Hostile, tmp_path: Path) -> None:
    _breaks_robots(web)
    sections = [
        {"name": name, "reader": "listing", "url": f"/{name}/", "item": "li"} for name in ("news", "ads")
    ]
    told = Council(web, tmp_path, sections=sections).visit()
    assert told.visit.reason == (
        f"sections news, ads: RobotsUnread: robots.txt could not be read ({web.origin}/robots.txt: expected a page,"
        " came 500 Internal Server Error), so nothing is allowed now: RFC 9309, 2.3.1.4"
    )
    assert [row["error"] for row in told.rows(Failure)] == ["RobotsUnread", "RobotsUnread"]


def test_a_section_that_stands_in_makes_the_visit_complete(web: Hostile, tmp_path: Path) -> None:
    news = {"name": "news", "reader": "feed", "url": "/rss/"}
    stand_in = {"name": "list", "reader": "listing", "url": "/news/", "item": "li", "instead_of": "news"}
    council = Council(web, tmp_path, sections=[news, stand_in])
    web.on("/news/", listing("/news/1/"))
    web.on("/news/1/", html(page(1)))
    told = council.visit()
    assert told.visit.status == "complete"
    assert {row["section"]: row["complete"] for row in told.rows(SectionRead)} == {
        "news": False,
        "list": True,
    }
    (failure,) = told.rows(Failure)
    assert (failure["url"], failure["error"]) == (web.url("/rss/"), "Gone")
