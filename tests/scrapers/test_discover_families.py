"""How the families' sections are walked: WordPress to a short page, Telegram back to what is known, stand-ins."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from scrapers.discover import discover
from scrapers.errors import BadResponse, Blocked, Gone, LayoutChanged, ScrapeError
from scrapers.records import Capture
from scrapers.registry import Source
from scrapers.sections import Memory, Reading
from tests.scrapers.test_article import CAPTURE
from tests.scrapers.test_discover import EARLIER, LISTING, SITE, Web, feed, known, listing, news, source

POSTS: dict[str, Any] = {"name": "posts", "reader": "wp_json", "url": "/wp-json/wp/v2/posts?per_page=3"}
FIRST = "/wp-json/wp/v2/posts?per_page=3"
NEXT = "/wp-json/wp/v2/posts?per_page=3&page={}"
FEED = {"name": "feed", "reader": "feed", "url": "/feed/", "instead_of": "posts"}
NEWS = {**LISTING, "instead_of": "posts"}


def posts(*numbers: int) -> str:
    return json.dumps([{"link": news(number), "title": {"rendered": str(number)}} for number in numbers])


def status(code: int, error: type[BadResponse | Gone] = BadResponse) -> ScrapeError:
    capture: Capture = replace(CAPTURE, status=code)
    return error(f"expected a page, came {code}", capture=capture)


def read_posts_of(pages: dict[str, str | ScrapeError], memory: Memory | None = None) -> tuple[Web, Reading]:
    web = Web(pages)
    _, (reading,) = discover(source(POSTS), web.open, memory or Memory())
    return web, reading


@pytest.mark.parametrize(
    ("pages", "asked", "found"),
    [
        pytest.param({FIRST: posts(4, 3, 2), NEXT.format(2): posts(1)}, 2, 4, id="short-page"),
        pytest.param({FIRST: posts(3, 2, 1), NEXT.format(2): status(400)}, 2, 3, id="status-400"),
        pytest.param({FIRST: posts(3, 2, 1), NEXT.format(2): posts()}, 2, 3, id="empty-page"),
        pytest.param({FIRST: posts(3, 2, 1), NEXT.format(2): status(404, Gone)}, 2, 3, id="status-404"),
        pytest.param(
            {FIRST: posts(4, 3), NEXT.format(2): posts(2, 1), NEXT.format(3): status(400)},
            3,
            4,
            id="site-gives-fewer-than-asked",
        ),
        pytest.param({FIRST: posts()}, 1, 0, id="no-posts-at-all"),
    ],
)
def test_posts_are_read_to_a_short_page(pages: dict[str, str | ScrapeError], asked: int, found: int) -> None:
    web, reading = read_posts_of(pages)
    assert (len(web.asked), len(reading.found), reading.complete) == (asked, found, True)


@pytest.mark.parametrize(
    ("pages", "error", "found"),
    [
        pytest.param({FIRST: Blocked("401")}, Blocked, 0, id="closed"),
        pytest.param({FIRST: status(400)}, BadResponse, 0, id="refused-at-once"),
        pytest.param({FIRST: "<!DOCTYPE html>"}, LayoutChanged, 0, id="no-json"),
        pytest.param(
            {FIRST: posts(3, 2, 1), NEXT.format(2): status(500)}, BadResponse, 3, id="trouble-later"
        ),
    ],
)
def test_posts_that_cannot_be_read(
    pages: dict[str, str | ScrapeError], error: type[ScrapeError], found: int
) -> None:
    _, reading = read_posts_of(pages)
    assert (type(reading.error), len(reading.found), reading.complete) == (error, found, False)


def test_posts_stop_where_an_earlier_reading_had_been() -> None:
    memory = Memory(
        known={url: link for n in (3, 2, 1) for url, link in known(n, "posts").items()},
        complete={"posts": EARLIER},
    )
    web, reading = read_posts_of({FIRST: posts(3, 2, 1)}, memory)
    assert (web.asked, reading.complete) == ([FIRST], True)


def test_bound_of_posts_is_an_error() -> None:
    web = Web({FIRST: posts(4, 3, 2), NEXT.format(2): posts(1, 5, 6)})
    _, (reading,) = discover(source({**POSTS, "max_pages": 2}), web.open, Memory())
    assert "expected at most 2 pages" in str(reading.error)


def test_stand_ins_are_not_read_without_need() -> None:
    web = Web({FIRST: posts(2, 1), NEXT.format(2): posts()})
    _, readings = discover(source(POSTS, FEED, NEWS), web.open, Memory())
    assert [reading.section.name for reading in readings] == ["posts"]


@pytest.mark.parametrize(
    ("list_page", "replaced"),
    [
        pytest.param(listing(3, 2, 1, last=1), True, id="listing-holds-all"),
        pytest.param(Blocked("403"), False, id="listing-fails-too"),
    ],
)
def test_stand_ins_are_read_in_order(list_page: str | ScrapeError, replaced: bool) -> None:
    web = Web({FIRST: Blocked("401"), "/feed/": feed(3), "/news/": list_page})
    links, readings = discover(source(POSTS, FEED, NEWS), web.open, Memory())
    assert [reading.section.name for reading in readings] == ["posts", "feed", "news"]
    assert [reading.complete for reading in readings] == [False, True, replaced]
    assert [reading.replaced for reading in readings] == [replaced, False, False]
    assert news(3) in links


def test_a_stand_in_that_fails_is_not_missed_where_another_one_holds_all() -> None:
    web = Web({FIRST: Gone("404"), "/feed/": Gone("404"), "/news/": listing(3, 2, 1, last=1)})
    _, readings = discover(source(POSTS, FEED, NEWS), web.open, Memory())
    assert [reading.replaced for reading in readings] == [True, True, False]


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        pytest.param({"/news/?p=2": Gone("404")}, "404", id="not-there"),
        pytest.param(
            {"/news/?p=2": listing(3) + "{pager}"}, "expected items on page 2", id="the-first-again"
        ),
    ],
)
def test_pages_that_the_first_one_names_must_be_there(
    pages: dict[str, str | ScrapeError], message: str
) -> None:
    """Also where no `last_page` counts them."""
    pager = '<div class="pager"><a href="?p=2">2</a><a href="?p=3">3</a></div>'
    told = {path: page.format(pager=pager) if isinstance(page, str) else page for path, page in pages.items()}
    web = Web({"/news/": listing(3) + pager, **told})
    _, (reading,) = discover(source({**LISTING, "last_page": None}), web.open, Memory())
    assert (reading.complete, reading.pages) == (False, 2 - isinstance(pages["/news/?p=2"], Gone))
    assert message in str(reading.error)


@pytest.mark.parametrize(
    ("pager", "complete"),
    [
        pytest.param(
            '<div class="pagination"><a href="?s=2">2</a><a href="?s=3">3</a></div>', False, id="renamed"
        ),
        pytest.param(
            '<nav><a href="/news/page/2/">2</a><a href="/news/page/3/">3</a></nav>', False, id="by-path"
        ),
        pytest.param(
            '<table><tr><td><a href="?day=2">2</a><td><a href="?day=3">3</a></table>', True, id="calendar"
        ),
    ],
)
def test_links_that_count_otherwise_than_the_section_are_a_failure(pager: str, complete: bool) -> None:
    first = '<ul><li><a href="/news/7/">Сесія ради</a></li></ul>' + pager
    web = Web({"/news/": first, "/news/?p=2": first})
    _, (reading,) = discover(source({**LISTING, "last_page": None}), web.open, Memory())
    assert reading.complete is complete
    assert ("expected pages counted with 'p'" in str(reading.error)) is not complete


@pytest.mark.parametrize(
    ("complete", "replaced"),
    [
        pytest.param({}, False, id="first-visit-misses-what-is-older-than-the-newest-ten"),
        pytest.param({"feed": EARLIER}, True, id="later-it-overlaps-with-what-is-known"),
    ],
)
def test_a_feed_stands_in_only_where_it_overlaps(complete: dict[str, datetime], replaced: bool) -> None:
    web = Web({"/news/": Blocked("403"), "/feed/": feed(3)})
    memory = Memory(known=known(3, "feed"), complete=complete)
    _, (news_read, feed_read) = discover(source(LISTING, {**FEED, "instead_of": "news"}), web.open, memory)
    assert (feed_read.complete, news_read.replaced) == (True, replaced)


TELEGRAM = {"name": "posts", "reader": "telegram", "url": "/s/rada", "item": "[data-post]"}


def read_telegram(newest: int, memory: Memory, **more: Any) -> tuple[list[str], Reading]:
    web = Web({"/s/rada": f'<div data-post="rada/{newest}"></div>'})
    links, (reading,) = discover(source({**TELEGRAM, **more}), web.open, memory)
    return [link.removeprefix(f"{SITE}/s/rada?before=") for link in links], reading


def remembered(*befores: int) -> Memory:
    links = {
        f"{SITE}/s/rada?before={before}": replace(link, url=f"{SITE}/s/rada?before={before}")
        for before in befores
        for link in known(1, "posts").values()
    }
    return Memory(known=links, complete={"posts": EARLIER})


@pytest.mark.parametrize(
    ("memory", "befores"),
    [
        pytest.param(Memory(), ["100", "80", "60", "40", "20"], id="first-visit"),
        pytest.param(remembered(100, 80, 60, 40, 20), ["100", "80"], id="nothing-new-but-the-fresh-ones"),
        pytest.param(remembered(60, 40, 20), ["100", "80"], id="one-page-more"),
        pytest.param(remembered(40, 20), ["100", "80", "60"], id="after-a-pause"),
    ],
)
def test_preview_is_read_back_to_what_is_known(memory: Memory, befores: list[str]) -> None:
    found, reading = read_telegram(95, memory)
    assert (found, reading.complete, reading.pages) == (befores, True, 1)


def test_bound_of_previews_is_an_error() -> None:
    found, reading = read_telegram(95, Memory(), max_pages=3)
    assert (len(found), reading.complete) == (3, False)
    assert "expected at most 3 pages" in str(reading.error)


def test_month_page_is_itself_the_page_to_read() -> None:
    web = Web({})
    section = {"name": "news", "reader": "month_page", "url": "/novyny.php"}
    links, (reading,) = discover(source(section), web.open, Memory())
    assert (list(links), web.asked, reading.complete) == ([f"{SITE}/novyny.php"], [], True)


def test_pages_counted_in_articles_and_in_the_path() -> None:
    step = {**LISTING, "page_param": "start", "first_page": 0, "page_step": 10}
    web = Web({"/news/": listing(3), "/news/?start=10": listing(2), "/news/?start=20": listing()})
    _, (reading,) = discover(source(step), web.open, Memory())
    assert (reading.pages, len(reading.found), reading.complete) == (3, 2, True)
    path = {**LISTING, "page_param": None, "page_path": "/news/page/{page}/"}
    web = Web({"/news/": listing(3), "/news/page/2/": listing(2), "/news/page/3/": Gone("404")})
    _, (reading,) = discover(source(path), web.open, Memory())
    assert (reading.pages, len(reading.found), reading.complete) == (2, 2, True)


def test_a_listing_that_begins_anew_has_ended() -> None:
    web = Web(
        {
            "/news/": listing(3),
            "/news/?p=2": listing(2),
            "/news/?p=3": listing(3, 2),
            "/news/?p=4": listing(2),
        }
    )
    _, (reading,) = discover(source(LISTING), web.open, Memory())
    assert (reading.pages, reading.complete) == (4, True)


def test_a_page_whose_items_a_side_column_named_before_is_not_the_last() -> None:
    web = Web(
        {
            "/news/": listing(5, 4, 3),
            "/news/?p=2": listing(4, 3),
            "/news/?p=3": listing(2, 1),
            "/news/?p=4": Gone("404"),
        }
    )
    _, (reading,) = discover(source(LISTING), web.open, Memory())
    assert (reading.pages, len(reading.found), reading.complete) == (3, 5, True)


def test_addresses_that_fit_no_pattern_are_asked_by_host_where_structure_found_them() -> None:
    words = (
        "Сесія ради ухвалила бюджет громади",
        "Відключення води на вулиці Садовій",
        "Графік прийому громадян у листопаді",
    )
    page = "".join(f'<h2><a href="/n/{n}">{said}</a></h2>' for n, said in enumerate(words))
    one_page = {"name": "news", "reader": "listing", "url": "/news/", "generic": True}
    facts = source(one_page).model_dump() | {"articles": ["^/news/"]}
    web = Web({"/news/": page})
    links, (reading,) = discover(Source.model_validate(facts), web.open, Memory())
    assert reading.guessed
    assert [link.by_structure for link in links.values()] == [True] * 3


ONE_PAGE = '<p class="pages"><a href="?p=1">1</a></p>'


def test_spellings_that_a_source_knows_as_one_are_one_link() -> None:
    rule = {"fits": r"^/(?P<lang>en/)?news/(?P<id>\d+)", "url": "/{lang}news/{id}"}
    facts = source(LISTING).model_dump() | {"identity": [rule], "hosts": ["old.example"]}
    names = ["/news/5", "/news/5.amp?page=3", "https://old.example/news/5?fbclid=x", "/en/news/5/", "/news/6"]
    web = Web({"/news/": "".join(f'<li><a href="{name}">a</a></li>' for name in names) + ONE_PAGE})
    links, (reading,) = discover(Source.model_validate(facts), web.open, Memory())
    assert list(links) == [f"{SITE}/news/5", f"{SITE}/en/news/5", f"{SITE}/news/6"]
    assert reading.found == set(links)
