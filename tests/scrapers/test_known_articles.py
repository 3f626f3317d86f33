"""Visits that meet known articles in a state that is no edit: another page in the place of one that is gone, and
addresses that the source file does not fit any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.records import Article, Outcome, ReadFrom
from scrapers.sections import Memory
from tests.hostile import Hostile
from tests.scrapers.visits import Council, html, listing, page, remember

GONE = "/news/3/"


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as made:
        yield made


@pytest.fixture
def council(web: Hostile, tmp_path: Path) -> Council:
    web.on("/news/", listing("/news/1/", "/news/2/", GONE))
    for number in (1, 2, 3):
        web.on(f"/news/{number}/", html(page(number, f"Сесія ради розглянула питання {number}")))
    return Council(web, tmp_path)


def after_it_was_gone(council: Council) -> Memory:
    """What is remembered once a look has found one gone."""
    memory = remember(council.visit())
    url = council.web.url(GONE)
    known = memory.known[url]
    assert known.warc_file is not None
    assert known.warc_offset is not None
    read = ReadFrom(file=known.warc_file, offset=known.warc_offset, url=url, at=known.first_seen)
    gone = replace(known, outcome="gone", withdrawn=True, article_read=read)
    return replace(memory, known={**memory.known, url: gone}, again={url: ("news",)}, looks=9)


@pytest.mark.parametrize(
    ("named", "body", "outcome"),
    [
        pytest.param(False, page(9, "Тролейбус змінить маршрут"), "failed", id="another-page"),
        pytest.param(False, b"<h1>Error</h1><time>16.09.2024</time><main></main>", "failed", id="an-error"),
        pytest.param(True, page(9, "Тролейбус змінить маршрут"), "changed", id="a-list-names-it"),
        pytest.param(False, page(3, "Сесія ради розглянула питання 3"), "unchanged", id="it-is-back"),
        pytest.param(False, page(9, "Сесія ради розглянула питання 3"), "changed", id="back-with-a-title"),
        pytest.param(False, page(3, "Тролейбус змінить маршрут"), "changed", id="back-with-a-text"),
    ],
)
def test_what_stands_in_the_place_of_an_article_that_is_gone(
    web: Hostile, council: Council, named: bool, body: bytes, outcome: Outcome
) -> None:
    memory = after_it_was_gone(council)
    web.on("/news/", listing("/news/1/", "/news/2/", *([GONE] if named else [])))
    web.on(GONE, html(body))
    told = council.visit(memory)
    assert told.visit.outcomes["unchanged"] == (3 if outcome == "unchanged" else 2)
    assert told.visit.outcomes[outcome] >= 1
    assert len(told.rows(Article)) == (outcome == "changed")
    assert told.visit.status == "complete"


@pytest.mark.parametrize(
    ("articles", "status"),
    [(r"^/(?:archive/\d+/|news/4/)$", "partial"), (r"^/news/[1-24]/$", "complete")],
    ids=["nearly-none-fits", "one-is-left-out"],
)
def test_known_articles_that_fit_no_more(web: Hostile, council: Council, articles: str, status: str) -> None:
    memory = remember(council.visit())
    web.on("/news/", listing("/news/1/", "/news/2/", GONE, "/news/4/"))
    web.on("/news/4/", html(page(4, "Сесія ради розглянула питання 4")))
    council.source = council.source.model_copy(update={"articles": (articles,)})
    visit = council.visit(memory).visit
    assert visit.outcomes["new"] == 1
    assert visit.status == status
    if status == "partial":
        assert visit.reason is not None
        assert visit.reason.startswith("3 of 3 known articles fit `articles` and `hosts` no more, such as ")
        assert "remedy: name their host, with its port, in `hosts`" in visit.reason
