"""Whether a list overlaps the one read before: bursts, pinned links, bounds, totals, and lists without their items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scrapers.records import LedgerEntry, SectionRead
from scrapers.sections import Memory
from tests.hostile import Hostile, answer
from tests.scrapers.visits import NEWS, STARTED, Council, Told, html, listing, remember

PAGED = {**NEWS, "page_param": "p", "last_page": "a.page"}


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


def paths(*numbers: int) -> list[str]:
    return [f"/news/{number}/" for number in numbers]


def serve(web: Hostile, *numbers: int) -> None:
    """Articles, a day apart."""
    for number in numbers:
        day = f"{number:02}.09.2024 08:41"
        text = (
            f"<html><body><h1>Новина {number}</h1><time>{day}</time><main><p>Текст.</p></main></body></html>"
        )
        web.on(f"/news/{number}/", html(text.encode()))


def after(told: Told, **changes: Any) -> Memory:
    """What is remembered of a visit whose sections were all complete."""
    names = {row["section"]: STARTED for row in told.rows(SectionRead)}
    return replace(remember(told), complete=names, **changes)


def read(told: Told) -> tuple[bool, str]:
    row = told.rows(SectionRead)[0]
    return row["complete"], (row["error"] or "").partition(":")[0]


def links(told: Told) -> list[str]:
    return sorted("/" + row["url"].split("/", 3)[3] for row in told.rows(LedgerEntry))


def feed(web: Hostile, *numbers: int) -> bytes:
    items = "".join(f"<item><link>{web.url(path)}</link></item>" for path in paths(*numbers))
    return answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())


@pytest.mark.parametrize(
    ("second", "complete"),
    [
        ((4, 3, 2), True),
        ((9, 8, 7), False),
        ((1, 9, 8), False),  # a pinned one stands first and proves nothing
        ((1, 9, 3), True),
    ],
)
def test_a_feed_reaches_back_to_what_it_had_named(
    web: Hostile, tmp_path: Path, second: tuple[int, ...], complete: bool
) -> None:
    council = Council(web, tmp_path, sections=[{"name": "feed", "reader": "feed", "url": "/rss"}])
    serve(web, *range(1, 10))
    web.on("/rss", feed(web, 1, 3, 2), feed(web, *second))
    told = council.visit(after(council.visit()))
    assert read(told) == (complete, "" if complete else "NothingKnown")
    assert (told.visit.status == "complete") is complete


def test_a_bound_that_is_hit_behind_what_is_known_hides_nothing_new(web: Hostile, tmp_path: Path) -> None:
    """The second page ends with something new: there may be more. Then it ends with what was known."""
    council = Council(web, tmp_path, sections=[{**PAGED, "max_pages": 2}])
    serve(web, *range(1, 10))
    pager = '<a class="page" href="/news/?p=3">3</a>'

    def page(*numbers: int) -> bytes:
        items = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths(*numbers))
        return html(f"<ul>{items}</ul>{pager}".encode())

    web.on("/news/", page(9, 8), page(9, 8))
    web.on("/news/?p=2", page(7, 6), page(7, 6))
    first = council.visit()
    assert read(first) == (False, "LayoutChanged")
    assert read(council.visit(remember(first))) == (True, "")


def test_a_list_that_names_neither_new_nor_its_newest_has_lost_its_items(
    web: Hostile, tmp_path: Path
) -> None:
    council = Council(web, tmp_path)
    serve(web, *range(1, 10))
    column = listing(*paths(1, 2, 3))
    web.on("/news/", listing(*paths(8, 7, 6, 5, 4, 3, 2, 1)), column, listing(*paths(9, 1)))
    memory = after(council.visit())
    hollow = council.visit(memory)
    assert read(hollow) == (False, "LayoutChanged")
    assert hollow.visit.status == "partial"
    assert "came 3 older ones" in (hollow.visit.reason or "")
    assert read(council.visit(memory)) == (True, "")  # something new is named


TOTAL = {**PAGED, "total": "b"}


def counted(total: str, *numbers: int, last: int = 3) -> bytes:
    items = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths(*numbers))
    return html(f'<b>{total}</b><ul>{items}</ul><a class="page" href="/news/?p={last}">{last}</a>'.encode())


def test_a_total_above_what_is_known_is_looked_for_deep_in_the_list(web: Hostile, tmp_path: Path) -> None:
    """A back-dated post stands on the last page. Without a total the first page would be enough."""
    council = Council(web, tmp_path, sections=[TOTAL])
    serve(web, *range(1, 8))
    web.on("/news/", counted("Усього: 6", 7, 6), counted("Усього: 7", 7, 6), counted("Усього: 7", 7, 6))
    web.on("/news/?p=2", counted("Усього: 6", 5, 4), counted("Усього: 7", 5, 4))
    web.on("/news/?p=3", counted("Усього: 6", 3, 2), counted("Усього: 7", 3, 2, 1))
    first = council.visit()
    second = council.visit(after(first))
    assert links(second) == paths(*range(1, 8))
    known = {**remember(second).known, **remember(first).known}
    third = council.visit(Memory(known=known, complete={"news": STARTED}))
    assert (third.rows(SectionRead)[0]["pages"], read(third)) == (1, (True, ""))


@pytest.mark.parametrize(("total", "complete"), [("1 204 новини", False), ("2", True), ("багато", False)])
def test_a_list_that_ends_before_its_total_is_not_complete(
    web: Hostile, tmp_path: Path, total: str, complete: bool
) -> None:
    council = Council(web, tmp_path, sections=[{**NEWS, "total": "b"}])
    serve(web, 1, 2)
    web.on("/news/", counted(total, 2, 1))
    told = council.visit()
    assert read(told) == (complete, "" if complete else "LayoutChanged")
