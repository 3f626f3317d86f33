"""The day that a listing or a feed tells of an article whose own page tells none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.html import parse
from scrapers.readers.item_day import day_beside, day_of, with_year
from scrapers.records import Article, Capture
from tests.hostile import Hostile
from tests.scrapers.visits import Council, Told, html, remember

LAYOUTS = [{"title": "h1", "published": "time", "body": "main", "generic": True, "undated": True}]


def undated(number: int, text: str = "Сесія ради ухвалила бюджет громади на наступний рік.") -> bytes:
    return f"<title>Рада</title><h1>Новина {number}</h1><main><p>{text}</p></main>".encode()


def dated(*days: str) -> bytes:
    rows = "".join(
        f"<li><a href=/news/{n}/>Новина {n}</a> <i>{day}</i></li>" for n, day in enumerate(days, 1)
    )
    return html(f"<ul>{rows}</ul>".encode())


def days(told: Told) -> dict[str, tuple[str | None, str | None]]:
    return {
        row["title"]: (row["published"] and row["published"][:16], row["origins"].get("published"))
        for row in told.rows(Article)
    }


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


@pytest.fixture
def council(web: Hostile, tmp_path: Path) -> Council:
    section = {"name": "news", "reader": "listing", "url": "/news/", "item": "li", "generic": True}
    return Council(web, tmp_path, layouts=LAYOUTS, sections=[section])


def test_a_page_without_a_day_has_that_of_the_listing(web: Hostile, council: Council) -> None:
    web.on("/news/", dated("2 вересня 2024", "Сьогодні, 10:15", "3.09.2024 – 5.09.2024"))
    web.on("/news/1/", html(undated(1)))
    web.on("/news/2/", html(undated(2)))
    web.on("/news/3/", html(undated(3)))
    told = council.visit()
    assert days(told) == {
        "Новина 1": ("2024-09-02T00:00", "index"),
        "Новина 2": (None, None),  # tells another day when the listing is read again
        "Новина 3": (None, None),
    }
    assert council.read_back("visit-1").rows(Article) == told.rows(Article)


def test_the_page_knows_better_than_the_listing(web: Hostile, council: Council) -> None:
    web.on("/news/", dated("2 вересня 2024"))
    web.on("/news/1/", html(undated(1).replace(b"<main>", "<time>1 вересня 2024</time><main>".encode())))
    assert days(council.visit())["Новина 1"][0] == "2024-09-01T00:00"


def test_a_day_that_was_told_once_stays(web: Hostile, council: Council) -> None:
    """Later the listing may be read only so far, or its words may be others; neither is a change of the article."""
    web.on("/news/", dated("2 вересня 2024"))
    web.on("/news/1/", html(undated(1)), html(undated(1, "Сесію перенесено на тиждень.")))
    first = council.visit()
    web.on("/news/", dated("4 вересня 2024"))
    second = council.visit(remember(first))
    assert days(second) == days(first)
    pages = [row["told"] for row in second.rows(Capture) if row["role"] == "page"]
    assert pages == ["2 вересня 2024"]


def test_a_day_that_is_told_makes_no_version(web: Hostile, council: Council) -> None:
    web.on("/news/", dated("Сьогодні"), dated("2 вересня 2024"))
    web.on("/news/1/", html(undated(1)), html(undated(1) + b"<!-- changed -->"))
    second = council.visit(remember(council.visit()))
    assert second.visit.outcomes["unchanged"] == 1


@pytest.mark.parametrize(
    ("box", "day"),
    [
        pytest.param("<li><a href=/1>Назва</a> 12.09.2024, 10:15", "12.09.2024, 10:15", id="one"),
        pytest.param("<li>12.09.2024 <a href=/1>Назва</a> <i>12 вересня 2024</i>", "12.09.2024", id="twice"),
        pytest.param("<li>12.09.2024 <a href=/1>Назва</a> до 14.09.2024", None, id="two-days"),
        pytest.param("<li>12 вересня <a href=/1>Назва</a>", None, id="no-year"),
        pytest.param("<li><a href=/1>Назва</a>", None, id="none"),
        pytest.param(f"<li>12.09.2024 <a href=/1>Назва</a>{'слово ' * 200}", None, id="more-than-an-item"),
    ],
)
def test_the_day_of_an_item(box: str, day: str | None) -> None:
    assert day_of(parse(f"<ul>{box}</ul>").css("li")[0]) == day


@pytest.mark.parametrize(
    ("html_", "day"),
    [
        pytest.param("<div><p>1.09.2024</p><h3><a href=/n/1>Назва</a></h3></div>", "1.09.2024", id="around"),
        pytest.param(
            "<div>1.09.2024<p><a href=/n/1>Назва</a><a href=/n/2>Інша</a></p></div>", None, id="shared"
        ),
        pytest.param("1.09.2024 <a href=/n/1>Назва</a>", None, id="of-the-page"),
    ],
)
def test_the_day_beside_a_link(html_: str, day: str | None) -> None:
    link = parse(html_).css("a[href='/n/1']")[0]
    assert day_beside(link, lambda href: href == "/n/2") == day


def test_words_without_a_year_are_not_carried() -> None:
    assert with_year("12 вересня 2024") == "12 вересня 2024"
    assert with_year("Вчора, 10:15") is None
