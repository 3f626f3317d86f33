"""A page that shows the newest of a list that stands elsewhere leads to it, and a list itself does not."""

from __future__ import annotations

import pytest

from scrapers.errors import Gone, Unreachable
from scrapers.list_elsewhere import list_elsewhere
from scrapers.look import Look
from scrapers.sections import Reading
from tests.scrapers.test_discover import SITE
from tests.scrapers.test_unknown_listing import MENU, cards, pages, read, section

CALENDAR = "".join(f'<a href="/arkhiv?day={day}">{day}</a>' for day in range(1, 31))


def boxed(links: str) -> str:
    return f'<div class="pagination">{links}</div>'


@pytest.mark.parametrize(
    ("here", "text", "there"),
    [
        pytest.param("/", boxed(pages("/novyny?page=1", "/novyny?page=2")), "/novyny", id="parameter"),
        pytest.param(
            "/",
            boxed('<a href="/?r=news/index&amp;page=2">2</a><a href="/?r=news/index&amp;page=3">3</a>'),
            None,
            id="one-path",
        ),
        pytest.param("/", pages("/novyny/page/1/", "/novyny/page/2/"), "/novyny/", id="path"),
        pytest.param("/index.php", pages("/?start=0", "/?start=5", "/?start=10"), "/", id="front-by-name"),
        pytest.param("/", '<a href="/novyny/">Усі новини »</a>', "/novyny/", id="words"),
        pytest.param("/", MENU + '<a href="/novyny/">Новини</a>', "/novyny/", id="menu"),
        pytest.param("/sesii", '<a href="/novyny/">Усі новини</a>', None, id="words-on-a-section"),
        pytest.param("/novyny", pages("/novyny?page=1", "/novyny?page=2"), None, id="itself"),
        pytest.param("/novyny/", pages("/novyny/page/1/", "/novyny/page/2/"), None, id="itself-by-path"),
        pytest.param("/novyny/oholoshennia", CALENDAR, None, id="calendar"),
        pytest.param("/", '<a href="https://inshe.example/novyny">Усі новини</a>', None, id="another-site"),
    ],
)
def test_where_the_list_is(here: str, text: str, there: str | None) -> None:
    found = list_elsewhere(Look(url=f"{SITE}{here}", text=text))
    assert found == (there and f"{SITE}{there}")


LINKS = boxed(pages("/novyny", "/novyny?page=2"))
FRONT = MENU + cards(0, 1, 2, address="/novyny/{}-nazva") + LINKS


def front(web: dict[str, str | Gone | Unreachable]) -> Reading:
    return read(section(url="/"), {"/": FRONT, **web})


def test_a_front_page_is_read_and_then_the_list_from_its_first_page() -> None:
    reading = front({"/novyny": cards(1, 2, 3) + LINKS, "/novyny?page=2": cards(4, 5) + LINKS})
    assert (reading.complete, reading.guessed, len(reading.found)) == (True, True, 6)


def test_the_list_may_be_built_otherwise_than_its_front_page() -> None:
    rows = "".join(
        f'<li><b><a href="/n/{n}.html">Рішення сесії номер {n} від учора</a></b></li>' for n in range(9)
    )
    reading = front({"/novyny": rows})
    assert (reading.complete, len(reading.found)) == (True, 12)


def test_a_list_that_cannot_be_read_leaves_the_section_incomplete_with_what_the_front_page_names() -> None:
    reading = front({"/novyny": Unreachable("no answer")})
    assert (reading.complete, len(reading.found)) == (False, 3)


def test_a_list_that_is_given_from_a_later_page_on_is_not_read_as_if_it_began_there() -> None:
    web = {"/novyny?page=2": cards(3, 4, 5) + LINKS, "/novyny": cards(0, 1, 2) + LINKS}
    reading = read(section(url="/novyny?page=2"), web)
    assert reading.complete is False
    assert "came that of page 2" in str(reading.error)


def test_a_list_that_is_not_there_leaves_the_section_incomplete() -> None:
    """A front page that names it holds the newest only."""
    reading = front({"/novyny": Gone("404")})
    assert (reading.complete, len(reading.found)) == (False, 3)
    assert isinstance(reading.error, Gone)


def test_the_first_page_of_a_list_may_have_no_address_of_its_own() -> None:
    links = boxed('<a href="/novyny/page/2/">2</a><a href="/novyny/page/3/">3</a>')
    web = {"/novyny/page/2/": cards(3, 4) + links, "/novyny/page/3/": cards(5) + links}
    reading = read(section(url="/"), {"/": cards(0, 1, 2) + links, "/novyny/": Gone("404"), **web})
    assert (reading.complete, len(reading.found)) == (True, 6)
