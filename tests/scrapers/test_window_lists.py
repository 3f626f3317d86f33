"""How far lists are read back for a window, which of their links are taken, and what proves that none is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scrapers.discover import FoundLink
from scrapers.errors import Gone, LayoutChanged, Spared
from scrapers.records import Known
from scrapers.sections import Memory, Reading
from scrapers.window import Span, Window, told_span, window_of
from scrapers.window_lists import NotReached, WindowLists
from tests.scrapers.test_discover import (
    FEED,
    LISTING,
    SITE,
    SITEMAP,
    Web,
    index,
    known,
    listing,
    news,
    source,
)

APRIL = Window(start=date(2026, 4, 1), end=date(2026, 5, 1))
DATED = {**LISTING, "published": ".day"}
Day = tuple[int, str]


def day(told: str) -> date:
    """«12.04» of 2026."""
    return datetime.strptime(f"{told}.2026", "%d.%m.%Y").date()


def page(*items: Day, last: int | None = None) -> str:
    rows = "".join(
        f'<li><a href="/news/{number}/">{number}</a><i class="day">{told}.2026</i></li>'
        for number, told in items
    )
    return f'<ul>{rows}</ul><p class="pages"><a href="?p={last}">»</a></p>' if last else f"<ul>{rows}</ul>"


def pages(*some: tuple[Day, ...]) -> dict[str, str]:
    last = len(some)
    return {
        "/news/" if number == 1 else f"/news/?p={number}": page(*items, last=last)
        for number, items in enumerate(some, 1)
    }


def rss(*items: Day) -> str:
    rows = "".join(
        f"<item><title>{number}</title><link>{news(number)}</link>"
        f"<pubDate>{day(told):%a, %d %b %Y} 09:00:00 +0300</pubDate></item>"
        for number, told in items
    )
    return f'<rss version="2.0"><channel><title>т</title>{rows}</channel></rss>'


def read(
    web: Web,
    *sections: dict[str, Any],
    memory: Memory | None = None,
    days: Mapping[str, Span] | None = None,
    window: Window = APRIL,
) -> tuple[set[int], list[Reading], WindowLists]:
    """Numbers of the links that are taken."""

    def learn(link: FoundLink) -> Span:
        if days is None:
            pytest.fail(f"asked for {link.url}, whose day a list tells")
        return days[link.url]

    lists = WindowLists(source(*sections), window, memory or Memory(), web.open, learn)
    readings = lists.read()
    return {int(url.rstrip("/").rpartition("/")[2]) for url in lists.links}, readings, lists


def test_a_dated_list_is_left_two_pages_behind_the_window() -> None:
    web = Web(
        pages(
            ((90, "02.01"), (50, "09.06"), (49, "02.05")),  # the first is pinned
            ((48, "30.04"), (91, "17.02"), (47, "11.04")),  # the second is back-dated
            ((46, "01.04"), (45, "31.03")),
            ((44, "30.03"), (43, "29.03")),
            ((42, "28.03"), (41, "27.03")),
            ((40, "26.03"),),
        )
    )
    taken, (reading,), lists = read(web, DATED)
    assert taken == {48, 47, 46}
    assert web.asked == ["/news/", *(f"/news/?p={number}" for number in range(2, 6))]
    assert (reading.complete, reading.reached, reading.named) == (True, day("28.03"), 3)
    assert lists.oldest == day("02.01")


def test_a_page_full_of_pinned_posts_is_not_the_end() -> None:
    web = Web(pages(((90, "02.01"), (91, "03.01")), ((50, "09.04"), (49, "02.04")), ((48, "30.03"),)))
    taken, (reading,), _ = read(web, DATED)
    assert (taken, reading.complete, reading.reached) == ({50, 49}, True, day("30.03"))


def test_a_later_day_among_older_ones_is_taken_by_the_window_around_it() -> None:
    """Who looks for June leaves the list before he comes to it."""
    some = (
        ((50, "09.06"), (49, "02.06")),
        ((48, "20.04"), (47, "11.04"), (92, "08.06")),
        ((46, "10.04"), (45, "31.03")),
        ((44, "30.03"),),
        ((43, "29.03"),),
        ((42, "28.03"),),
    )
    assert read(Web(pages(*some)), DATED)[0] == {48, 47, 92, 46}
    june = Window(start=date(2026, 6, 1), end=date(2026, 7, 1))
    assert read(Web(pages(*some)), DATED, window=june)[0] == {50, 49, 92}
    assert read(Web(pages(*some)), DATED, window=Window(start=day("01.03"), end=day("31.03")))[0] == {
        44,
        43,
        42,
    }


def test_what_is_known_is_named_and_not_asked_for_but_what_failed_is() -> None:
    web = Web(pages(((50, "09.04"), (49, "08.04"), (48, "07.04")), ((47, "01.03"),), ((46, "01.03"),)))
    failed = {url: replace(link, outcome="failed") for url, link in known(49, "news").items()}
    there = {url: replace(link, content_hashes=("a",)) for url, link in known(50, "news").items()}
    taken, (reading,), _ = read(web, DATED, memory=Memory(known={**there, **failed}))
    assert (taken, reading.named, len(reading.found)) == ({49, 48}, 3, 2)


def test_a_bound_of_pages_is_no_proof() -> None:
    web = Web(pages(*(((number, "09.05"),) for number in range(60, 50, -1))))
    _, (reading,), _ = read(web, DATED)
    assert not reading.complete
    assert "at most 6 pages" in str(reading.error)


def test_a_list_without_days_is_read_by_the_days_of_its_articles() -> None:
    numbers = range(60, 40, -1)
    web = Web(
        {
            "/news/" if at == 0 else f"/news/?p={at + 1}": listing(*numbers[4 * at : 4 * at + 4], last=5)
            for at in range(5)
        }
    )
    # 60 to 57 of May, 56 to 53 of April, all others of March
    days = {news(number): date(2026, 3 + (number > 52) + (number > 56), 9) for number in numbers}
    taken, (reading,), _ = read(web, LISTING, days={url: Span(at, at) for url, at in days.items()})
    assert taken == set(range(60, 44, -1))  # asked for to learn their days, down to the second page behind
    assert (reading.complete, reading.named, reading.reached) == (True, 4, date(2026, 3, 9))
    assert len(web.asked) == 4
    web.asked.clear()
    memory = Memory(
        known={url: replace(known(1)[news(1)], url=url, content_hashes=("a",)) for url in days},
        days={url: (at, at) for url, at in days.items()},
    )
    assert read(web, LISTING, memory=memory)[0] == set()  # their days are known now


def test_where_no_more_may_be_asked_for_the_section_says_so() -> None:
    def learn(link: FoundLink) -> Span:
        raise Spared("asked enough")

    web = Web({"/news/": '<ul><li><a href="/news/1/">1</a></li></ul>'})
    (reading,) = WindowLists(source(LISTING), APRIL, Memory(), web.open, learn).read()
    assert (reading.complete, str(reading.error)) == (False, "asked enough")


@pytest.mark.parametrize(
    ("oldest", "complete"), [("30.03", True), ("01.04", False)], ids=["behind it", "within it"]
)
def test_a_feed_proves_a_window_only_if_it_reaches_behind_it(oldest: str, complete: bool) -> None:
    taken, (reading,), _ = read(Web({"/rss/": rss((50, "09.05"), (49, "20.04"), (48, oldest))}), FEED)
    assert taken == ({49} if complete else {49, 48})
    assert (reading.complete, isinstance(reading.error, NotReached)) == (complete, not complete)


def test_a_short_feed_is_not_missed_where_a_list_names_all_it_does() -> None:
    web = Web({**pages(((50, "09.05"), (49, "20.04")), ((48, "30.03"),)), "/rss/": rss((50, "09.05"))})
    taken, (list_, feed), _ = read(web, DATED, FEED)
    assert (taken, list_.complete, feed.complete, feed.replaced) == ({49}, True, False, True)
    web.pages = {**web.pages, "/rss/": rss((51, "10.05"), (50, "09.05"))}
    assert not read(web, DATED, FEED)[1][1].replaced  # it may name what no list does


def test_a_list_of_one_page_that_ends_within_the_window_proves_nothing() -> None:
    plain = {name: value for name, value in DATED.items() if name not in ("page_param", "last_page")}
    for oldest, complete in (("20.04", False), ("20.03", True)):
        _, (reading,), _ = read(Web({"/news/": page((50, "21.04"), (49, oldest))}), plain)
        assert reading.complete == complete


def test_wordpress_is_asked_for_the_days_of_the_window() -> None:
    def posts(*items: Day) -> str:
        return json.dumps([{"link": news(n), "date_gmt": f"{day(told)}T21:30:00"} for n, told in items])

    section = {"name": "posts", "reader": "wp_json", "url": "/wp-json/wp/v2/posts?per_page=100"}
    asked = "/wp-json/wp/v2/posts?per_page=100&after=2026-03-31T00%3A00%3A00&before=2026-05-02T00%3A00%3A00"
    # half past nine in Greenwich is the next day in Kyiv
    web = Web(
        {asked: posts((50, "30.04"), (49, "29.04"), (48, "31.03"), (47, "30.03")), f"{asked}&page=2": "[]"}
    )
    taken, (reading,), _ = read(web, section)
    assert (taken, reading.complete) == ({49, 48}, True)
    whole = "/wp-json/wp/v2/posts?per_page=100"  # where another program answers to that address
    rest = {whole: posts((52, "09.05"), (50, "29.04"), (48, "30.03")), f"{whole}&page=2": "[]"}
    taken, (reading,), _ = read(Web({asked: Gone("404"), **rest}), section)
    assert (taken, reading.complete) == ({50}, True)
    assert not read(Web({asked: Gone("404"), whole: Gone("404")}), section)[1][0].complete


def test_sitemaps_that_changed_last_before_the_window_are_passed_over() -> None:
    def entry(number: int, changed: str) -> str:
        return f"<url><loc>{news(number)}</loc><lastmod>{changed}</lastmod></url>"

    children = "".join(
        f"<sitemap><loc>{SITE}/{name}.xml</loc><lastmod>{changed}</lastmod></sitemap>"
        for name, changed in (("old", "2026-03-30T10:00:00+03:00"), ("now", "2026-06-01"))
    )
    rows = entry(1, "2026-06-01") + entry(2, "2026-04-02T12:00:00+03:00") + entry(3, "2026-02-01")
    rows += f"<url><loc>{news(4)}</loc></url>"
    web = Web(
        {"/sitemap.xml": f"<sitemapindex>{children}</sitemapindex>", "/now.xml": f"<urlset>{rows}</urlset>"}
    )
    taken, (reading,), _ = read(web, SITEMAP, memory=Memory(since=APRIL.start))
    assert taken == {1, 2, 4}  # what changed after the window may be of it
    assert reading.complete
    with pytest.raises(KeyError):  # a sitemap that tells nothing is read
        read(Web({"/sitemap.xml": index("/silent.xml")}), SITEMAP, memory=Memory(since=APRIL.start))


def test_pages_that_grow_are_asked_for_again_and_old_ones_are_not() -> None:
    """Telegram's two newest, to which posts are added under the same address."""
    channel = {"name": "posts", "reader": "telegram", "url": "/s/rada", "item": ".post"}
    urls = [f"{SITE}/s/rada?before={number}" for number in (80, 60, 40, 20)]
    there = {url: replace(known(1)[news(1)], url=url, content_hashes=("a", "b")) for url in urls}
    spans = {
        url: (day(f"01.{month:02}"), day(f"25.{month:02}"))
        for url, month in zip(urls, (5, 4, 3, 2), strict=True)
    }
    web = Web({"/s/rada": '<div class="post" data-post="rada/77"></div>'})
    asked: list[str] = []

    def learn(link: FoundLink) -> Span:
        asked.append(link.url)
        return Span()  # as it was: its days are those that are known

    lists = WindowLists(source(channel), APRIL, Memory(known=there, days=spans), web.open, learn)
    (reading,) = lists.read()
    assert asked == urls[:2]
    assert (reading.complete, reading.named, reading.reached) == (True, 1, day("25.02"))


def test_the_first_section_in_the_file_that_tells_a_day_tells_it() -> None:
    """As in a visit: which section is read first does not matter."""
    web = Web({**pages(((50, "20.04"),), ((48, "30.03"),)), "/rss/": rss((50, "19.04"), (48, "30.03"))})
    _, _, lists = read(web, DATED, FEED)
    (link,) = lists.links.values()
    assert (link.sections, link.told) == (["news", "rss"], "20.04.2026")


def test_an_index_that_breaks_is_told() -> None:
    web = Web({**pages(((50, "20.04"),), ((48, "30.03"),)), "/news/?p=2": LayoutChanged("torn")})
    _, (reading,), _ = read(web, DATED)
    assert (reading.complete, str(reading.error), reading.named) == (False, "torn", 1)


def test_days_and_names_of_a_window() -> None:
    started = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert window_of(APRIL.visit_id("test_rada", started)) == APRIL
    assert window_of(f"test_rada-{started:%Y%m%dT%H%M%S%fZ}") is None
    assert APRIL.interval == (datetime(2026, 3, 31, 21, tzinfo=UTC), datetime(2026, 4, 30, 21, tzinfo=UTC))
    march = Window(start=date(2026, 3, 1), end=date(2026, 4, 1))  # the clock is put on in it
    assert march.interval[1] - march.interval[0] == timedelta(days=31, hours=-1)
    assert told_span("квітень 2026", None) == Span()
    assert told_span("вчора", None) == Span()
    assert [APRIL.may_hold(Span(None, last)) for last in (date(2026, 3, 31), date(2026, 4, 1))] == [
        False,
        True,
    ]


def test_nothing_that_only_a_backfill_met_is_an_overlap() -> None:
    from scrapers.sections import reaches_known

    link: dict[str, Known] = known(1, "rss")
    section = source(FEED).sections[0]
    assert reaches_known(news(1), section, Memory(known=link))
    backfilled = {url: replace(each, backfilled=True) for url, each in link.items()}
    assert not reaches_known(news(1), section, Memory(known=backfilled))
