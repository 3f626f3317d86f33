"""Links of all sections, united; and when a section was read to its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scrapers.discover import MAX_SITEMAPS, discover, only_here
from scrapers.errors import Blocked, Gone, LayoutChanged, ScrapeError, Unreachable
from scrapers.records import Known
from scrapers.registry import Section, Source
from scrapers.sections import Index, Memory, Reading

SITE = "https://rada.example"
LISTING = {
    "name": "news",
    "reader": "listing",
    "url": "/news/",
    "item": "li",
    "page_param": "p",
    "last_page": ".pages a",
    "max_pages": 6,
}
SITEMAP = {"name": "sitemap", "reader": "sitemap", "url": "/sitemap.xml"}
FEED = {"name": "rss", "reader": "feed", "url": "/rss/"}
EARLIER = datetime(2024, 9, 1, tzinfo=UTC)
LATER = EARLIER + timedelta(days=1)


def source(*sections: dict[str, Any]) -> Source:
    layout = {"title": "h1", "published": "time", "body": "main"}
    facts = {"slug": "test_rada", "name": "Тестова рада", "url": f"{SITE}/", "layouts": [layout]}
    return Source.model_validate({**facts, "sections": sections})


class Web:
    """Index pages by address; an error is raised where one lies. `asked` keeps the order."""

    def __init__(
        self, pages: Mapping[str, str | ScrapeError], moved: Mapping[str, str] | None = None
    ) -> None:
        self.pages, self.moved, self.asked = pages, moved or {}, list[str]()

    def open(self, url: str, section: Section) -> Index:
        path = url.removeprefix(SITE)
        self.asked.append(path)
        page = self.pages[path]
        if isinstance(page, ScrapeError):
            raise page
        return Index(url=self.moved.get(url, url), body=page.encode(), text=page)


def listing(*numbers: int, last: int | None = None) -> str:
    items = "".join(f'<li><a href="/news/{number}/">{number}</a></li>' for number in numbers)
    return f'<ul>{items}</ul><p class="pages"><a href="?p={last}">»</a></p>' if last else f"<ul>{items}</ul>"


def sitemap(*numbers: int) -> str:
    return f"<urlset>{''.join(f'<url><loc>{news(number)}</loc></url>' for number in numbers)}</urlset>"


def index(*children: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{child}</loc></sitemap>' for child in children)}</sitemapindex>"


def feed(*numbers: int) -> str:
    items = "".join(f"<item><title>{number}</title><link>{news(number)}</link></item>" for number in numbers)
    return f'<rss version="2.0"><channel><title>т</title>{items}</channel></rss>'


def news(number: int) -> str:
    return f"{SITE}/news/{number}/"


def known(number: int, *sections: str, first_seen: datetime = EARLIER) -> dict[str, Known]:
    link = Known(
        url=news(number),
        outcome="new",
        etag=None,
        last_modified=None,
        sha256=None,
        warc_file=None,
        warc_offset=None,
        record_date=None,
        final_url=None,
        sections=sections,
        content_hashes=(),
        first_seen=first_seen,
    )
    return {link.url: link}


def read_listing_of(pages: dict[str, str | ScrapeError], memory: Memory | None = None) -> tuple[Web, Reading]:
    web = Web(pages)
    _, (reading,) = discover(source(LISTING), web.open, memory or Memory())
    return web, reading


FIRST, SECOND, THIRD = "/news/", "/news/?p=2", "/news/?p=3"


@pytest.mark.parametrize(
    ("pages", "asked", "found"),
    [
        pytest.param(
            {FIRST: listing(4, 3, last=2), SECOND: listing(2, 1, last=2)},
            [FIRST, SECOND],
            4,
            id="last-page-is-told",
        ),
        pytest.param({FIRST: listing(1, last=1)}, [FIRST], 1, id="only-one-page"),
        pytest.param(
            {FIRST: listing(5, last=2), SECOND: listing(4, last=3), THIRD: listing(3)},
            [FIRST, SECOND, THIRD],
            3,
            id="last-page-grows-on-the-way",
        ),
        pytest.param(
            {FIRST: listing(3), SECOND: listing(2), THIRD: listing()},
            [FIRST, SECOND, THIRD],
            2,
            id="empty-page-ends",
        ),
        pytest.param(
            {FIRST: listing(3), SECOND: listing(2), THIRD: listing(2)},
            [FIRST, SECOND, THIRD],
            2,
            id="last-one-repeats",
        ),
        pytest.param({FIRST: listing(3), SECOND: listing(3)}, [FIRST, SECOND], 1, id="first-one-repeats"),
        pytest.param(
            {FIRST: listing(3), SECOND: "<h1>Помилка 404. Сторінки не існує</h1>"},
            [FIRST, SECOND],
            1,
            id="soft-404-ends",
        ),
        pytest.param(
            {FIRST: listing(3, 2, last=2), SECOND: listing(2, 1)},
            [FIRST, SECOND],
            3,
            id="an-item-moved-to-the-next-page",
        ),
    ],
)
def test_listing_is_read_to_its_end(
    pages: dict[str, str | ScrapeError], asked: list[str], found: int
) -> None:
    web, reading = read_listing_of(pages)
    assert (web.asked, len(reading.found), reading.pages) == (asked, found, len(asked))
    assert (reading.complete, reading.error) == (True, None)


@pytest.mark.parametrize(
    ("pages", "message", "found"),
    [
        pytest.param({FIRST: "<html></html>"}, "'li' matched 0 items", 0, id="no-items-at-all"),
        pytest.param(
            {FIRST: ""}, "expected a page that lists articles, came an empty one", 0, id="zero-bytes"
        ),
        pytest.param(
            {FIRST: '<li><a href="javascript:;">1</a></li>'}, "matched 0 items", 0, id="no-web-addresses"
        ),
        pytest.param({FIRST: "<li>без адреси</li>"}, "found no address", 0, id="item-without-link"),
        pytest.param(
            {FIRST: listing(9, last=3), SECOND: "<li>без адреси</li>"},
            "found no address",
            1,
            id="later-item-without-link",
        ),
        pytest.param(
            {FIRST: listing(9, last=3), SECOND: "<h1>Технічні роботи</h1>"},
            "page 2 of 3",
            1,
            id="empty-before-the-last",
        ),
        pytest.param(
            {FIRST: listing(9, last=3), SECOND: listing(9, last=3)},
            "page 2 of 3",
            1,
            id="repeated-before-the-last",
        ),
        pytest.param(
            {FIRST: listing(1), **{f"/news/?p={n}": listing(n) for n in range(2, 7)}},
            "expected at most 6 pages",
            6,
            id="bound-without-an-end",
        ),
        pytest.param(
            {FIRST: listing(1, last=90), **{f"/news/?p={n}": listing(n) for n in range(2, 7)}},
            "expected at most 6 pages",
            6,
            id="bound-before-the-last",
        ),
    ],
)
def test_listing_that_was_not_read_to_its_end_says_why(
    pages: dict[str, str | ScrapeError], message: str, found: int
) -> None:
    _, reading = read_listing_of(pages)
    assert isinstance(reading.error, LayoutChanged)
    assert message in str(reading.error)
    assert (reading.complete, len(reading.found)) == (False, found)


def test_bound_is_no_error_where_it_is_the_end() -> None:
    pages = {FIRST: listing(1, last=6), **{f"/news/?p={n}": listing(n) for n in range(2, 7)}}
    _, reading = read_listing_of(pages)
    assert (reading.complete, reading.pages) == (True, 6)


def test_failure_in_the_middle_keeps_what_was_found() -> None:
    error = Unreachable("503")
    _, reading = read_listing_of({FIRST: listing(3, 2, last=9), SECOND: error})
    assert (reading.complete, reading.error, reading.pages) == (False, error, 1)
    assert reading.found == {news(3), news(2)}


def test_listing_of_one_page_needs_no_parameter() -> None:
    web = Web({FIRST: listing(2, 1)})
    _, (reading,) = discover(source({**LISTING, "page_param": None}), web.open, Memory())
    assert (web.asked, reading.complete, len(reading.found)) == ([FIRST], True, 2)


def test_pages_may_be_counted_from_zero() -> None:
    web = Web({FIRST: listing(3, last=1), "/news/?p=1": listing(2)})
    _, (reading,) = discover(source({**LISTING, "first_page": 0}), web.open, Memory())
    assert (web.asked, reading.complete) == ([FIRST, "/news/?p=1"], True)


PAGES = {FIRST: listing(6, 5, last=3), SECOND: listing(4, 3), THIRD: listing(2, 1)}


def memory(*numbers: int, sections: tuple[str, ...] = ("news",), first_seen: datetime = EARLIER) -> Memory:
    links = {
        url: link
        for number in numbers
        for url, link in known(number, *sections, first_seen=first_seen).items()
    }
    return Memory(known=links, complete={"news": EARLIER})


@pytest.mark.parametrize(
    ("remembered", "asked"),
    [
        pytest.param(Memory(), 3, id="first-visit"),
        pytest.param(memory(6, 5, 4, 3, 2, 1), 1, id="nothing-new"),
        pytest.param(memory(5, 4, 3, 2, 1), 2, id="one-new"),
        pytest.param(memory(2, 1), 3, id="two-pages-of-new"),
        pytest.param(Memory(known=memory(6, 5, 4, 3, 2, 1).known), 3, id="never-read-to-its-end"),
        pytest.param(
            memory(6, 5, 4, 3, 2, 1, first_seen=LATER), 3, id="seen-after-the-last-complete-reading"
        ),
        pytest.param(memory(6, 5, 4, 3, 2, 1, sections=("sitemap",)), 3, id="known-from-another-section"),
        pytest.param(memory(6, 5, 4, 3, 2, 1, sections=("sitemap", "news")), 1, id="known-from-two-sections"),
    ],
)
def test_reading_stops_where_an_earlier_complete_one_had_been(remembered: Memory, asked: int) -> None:
    web, reading = read_listing_of(dict(PAGES), remembered)
    assert (len(web.asked), reading.complete) == (asked, True)


def test_sitemaps_of_an_index_are_read_once_each() -> None:
    web = Web(
        {
            "/sitemap.xml": index("/1.xml", f"{SITE}/2.xml", "/1.xml", "/sitemap.xml", "mailto:x"),
            "/1.xml": sitemap(1, 2),
            "/2.xml": index("/3.xml", "/1.xml"),
            "/3.xml": sitemap(3),
        }
    )
    links, (reading,) = discover(source(SITEMAP), web.open, Memory())
    assert web.asked == ["/sitemap.xml", "/1.xml", "/2.xml", "/3.xml"]
    assert (list(links), reading.pages, reading.complete) == ([news(1), news(2), news(3)], 4, True)


def test_too_many_sitemaps_are_refused() -> None:
    web = Web({"/sitemap.xml": index(*(f"/{n}.xml" for n in range(MAX_SITEMAPS + 1)))})
    _, (reading,) = discover(source(SITEMAP), web.open, Memory())
    assert (len(web.asked), reading.complete) == (1, False)
    assert f"expected at most {MAX_SITEMAPS} sitemaps" in str(reading.error)


def test_sitemaps_of_other_hosts_are_not_asked_for_but_told() -> None:
    """A sitemap may name any host; what it names there is a link that the ledger calls filtered."""
    other, inside = "https://elsewhere.example/sitemap.xml", "http://169.254.169.254/latest.xml"
    web = Web({"/sitemap.xml": index("/a.xml", other, inside), "/a.xml": sitemap(1)})
    site = source(SITEMAP)
    links, (reading,) = discover(site, web.open, Memory())
    assert web.asked == ["/sitemap.xml", "/a.xml"]
    assert reading.complete
    assert set(links) == {news(1), other, inside}
    assert site.refuses(other) == "another host than rada.example"
    allowed = site.model_copy(update={"hosts": ("elsewhere.example",)})
    web.pages = {**web.pages, other: sitemap(2)}
    assert news(2) in discover(allowed, web.open, Memory())[0]


def test_sections_are_united_in_the_order_found() -> None:
    web = Web({FIRST: listing(3, 1, last=1), "/sitemap.xml": sitemap(1, 2, 3), "/rss/": feed(4, 3)})
    links, readings = discover(source(LISTING, SITEMAP, FEED), web.open, Memory())
    assert {url: (link.sections, link.readers) for url, link in links.items()} == {
        news(3): (["news", "sitemap", "rss"], ["listing", "sitemap", "feed"]),
        news(1): (["news", "sitemap"], ["listing", "sitemap"]),
        news(2): (["sitemap"], ["sitemap"]),
        news(4): (["rss"], ["feed"]),
    }
    assert list(links) == [news(3), news(1), news(2), news(4)]
    assert [only_here(reading, readings, Memory()) for reading in readings] == [0, 1, 1]
    assert [len(reading.found) for reading in readings] == [2, 3, 2]


def test_failing_section_does_not_stop_the_others() -> None:
    web = Web({FIRST: Blocked("403"), "/sitemap.xml": "<!DOCTYPE html><title>Error 404", "/rss/": feed(1)})
    links, readings = discover(source(LISTING, SITEMAP, FEED), web.open, Memory())
    assert [type(reading.error) for reading in readings] == [Blocked, LayoutChanged, type(None)]
    assert [reading.complete for reading in readings] == [False, False, True]
    assert list(links) == [news(1)]


def test_empty_feed_is_complete() -> None:
    _, (reading,) = discover(source(FEED), Web({"/rss/": feed()}).open, Memory())
    assert (reading.complete, reading.found) == (True, set())


def test_only_here_remembers_other_sections_of_earlier_visits() -> None:
    _, readings = discover(
        source(SITEMAP, FEED), Web({"/sitemap.xml": sitemap(1, 2, 3), "/rss/": feed(3)}).open, Memory()
    )
    remembered = Memory(known=known(1, "sitemap", "rss") | known(2, "sitemap"))
    assert only_here(readings[0], readings, remembered) == 1


def test_spellings_of_one_address_are_one_link() -> None:
    page = "".join(
        f'<li><a href="{href}">1</a></li>'
        for href in (
            "/news/1/",
            "1/",
            f"{SITE}/news/1/#a",
            "HTTPS://RADA.example/news/1/?utm_source=x",
            "//rada.example/news/1/",
        )
    )
    links, (reading,) = discover(source({**LISTING, "page_param": None}), Web({FIRST: page}).open, Memory())
    assert (list(links), reading.found) == ([news(1)], {news(1)})


def test_addresses_are_relative_to_where_the_index_was_found() -> None:
    web = Web({FIRST: '<li><a href="1/">1</a></li>'}, moved={f"{SITE}/news/": "https://new.example/novyny/"})
    links, _ = discover(source({**LISTING, "page_param": None}), web.open, Memory())
    assert list(links) == ["https://new.example/novyny/1/"]


def test_missing_page_behind_the_last_ends_the_listing() -> None:
    _, reading = read_listing_of({FIRST: listing(1), SECOND: Gone("404")})
    assert (reading.complete, reading.found) == (True, {news(1)})


@pytest.mark.parametrize("pages", [{FIRST: Gone("404")}, {FIRST: listing(1, last=3), SECOND: Gone("404")}])
def test_missing_page_that_was_promised_is_an_error(pages: dict[str, str | ScrapeError]) -> None:
    _, reading = read_listing_of(pages)
    assert (reading.complete, type(reading.error)) == (False, Gone)


@pytest.mark.parametrize("broken", ["<!DOCTYPE html><title>Error 404", Gone("404")])
def test_broken_sitemap_does_not_hide_its_siblings(broken: str | ScrapeError) -> None:
    pages = {"/sitemap.xml": index("/1.xml", "/2.xml", "/3.xml"), "/1.xml": sitemap(1), "/2.xml": broken}
    links, (reading,) = discover(source(SITEMAP), Web({**pages, "/3.xml": sitemap(3)}).open, Memory())
    assert list(links) == [news(1), news(3)]
    assert (reading.complete, reading.error is None) == (False, False)
