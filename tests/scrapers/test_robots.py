from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from scrapers.errors import RefusedByRobots, RobotsUnread, Unreachable
from scrapers.robots import Robots, parse_robots, product_token
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.fetch_tools import AGENT, Reader, context_of, reading

SITE = "https://rada.example"


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as web:
        web.on("/a", answer(b"page"))
        yield web


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading(attempts=2) as reader:
        yield reader


def robots_of(reader: Reader, web: Hostile) -> Robots:
    return reader.fetcher.robots(web.url("/a"), context=context_of("/a"), archive=reader.archive, delay=0.0)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /admin", "/admin/1", False),
        ("User-agent: *\nDisallow: /admin", "/news", True),
        ("User-agent: *\nDisallow: /*?print=", "/news?print=1", False),
        ("User-agent: *\nDisallow: /*?print=", "/news?page=1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news", "/news/1", True),
        ("User-agent: *\nDisallow: /новини", "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Visnyk\nDisallow: /x", "/news", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: visnyk\nDisallow: /", "/news", False),
        ("User-agent: visnykova\nDisallow: /", "/news", True),
        ("\ufeffUser-agent: *\r\nDisallow: /", "/news", False),
        ("Disallow: /", "/news", True),
        ("<html><p>Сторінку не знайдено</p></html>", "/news", True),
        ("", "/news", True),
    ],
)
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert parse_robots(rules.encode(), AGENT).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("wish", "delay"), [("2.5", 2.5), ("900", 60.0), ("-1", 0.0), ("nan", 0.0), ("soon", 0.0)]
)
def test_crawl_delay(wish: str, delay: float) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {wish}".encode(), AGENT).crawl_delay == delay


def test_only_the_first_500_kib_count() -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# " + b"x" * 500 * 2**10 + b"\nDisallow: /b\n"
    robots = parse_robots(rules, AGENT)
    assert (robots.allows(f"{SITE}/a"), robots.allows(f"{SITE}/b")) == (False, True)


def test_bytes_that_are_no_text() -> None:
    assert not parse_robots(b"\xff\xfe\nUser-agent: *\nDisallow: /\xcf", AGENT).allows(f"{SITE}/%EF%BF%BD")


@pytest.mark.parametrize("agent", ["Visnyk/0.1 (+https://visnyk.example)", "Visnyk", "Visnyk (contact)"])
def test_product_token(agent: str) -> None:
    assert product_token(agent) == "Visnyk"


def test_forbidden_page_is_not_asked_for(web: Hostile, reader: Reader) -> None:
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /a\nSitemap: https://rada.example/sitemap.xml"))
    with pytest.raises(RefusedByRobots, match=f"{web.url('/a')}: robots.txt"):
        reader.get(web.url("/a"))
    reader.get(web.on("/b", answer(b"page")))
    assert [seen.path for seen in web.seen] == ["/robots.txt", "/b"]
    assert robots_of(reader, web).sitemaps == ("https://rada.example/sitemap.xml",)
    exchange, context, _ = reader.archive.written[0]
    assert (context.role, context.source, context.requested_url) == ("robots", "rada", web.url("/robots.txt"))
    assert exchange.body.startswith(b"User-agent")


@pytest.mark.parametrize(
    "status", ["404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden", "400 Bad"]
)
def test_no_robots_allows_all(web: Hostile, reader: Reader, status: str) -> None:
    web.on("/robots.txt", answer(b"User-agent: *\nDisallow: /", status))
    assert reader.get(web.url("/a")).body == b"page"
    assert f"came {status}" in robots_of(reader, web).rule
    assert "all is allowed: RFC 9309, 2.3.1.3" in robots_of(reader, web).rule
    assert [exchange.status for exchange in reader.archive.robots] == [int(status[:3])]


UNREAD: dict[str, tuple[Any, bool]] = {
    "500": (answer(b"", "500 Internal Server Error"), True),
    "503": (answer(b"", "503 Service Unavailable"), True),
    "429": (answer(b"", "429 Too Many Requests"), False),
    "reset": (lambda wire: wire.reset(), True),
    "corrupt": (answer(b"no gzip", headers=["Content-Encoding: gzip"]), False),
    "endless": (lambda wire: wire.flood(answer(b"", length=2**40), b"# x\n" * 9999), False),
    "redirect inside": (redirect("http://169.254.169.254/robots.txt"), False),
}


@pytest.mark.parametrize(("act", "down"), UNREAD.values(), ids=UNREAD.keys())
def test_unreadable_robots_allow_nothing_now(web: Hostile, reader: Reader, act: Any, down: bool) -> None:
    web.on("/robots.txt", act)
    named = Unreachable if act is UNREAD["reset"][0] else RobotsUnread
    said = set()
    for path in ("/a", "/b"):
        with pytest.raises(named, match=r"robots.txt could not be read \(.*2\.3\.1\.4") as refused:
            reader.get(web.url(path))
        said.add(str(refused.value))
    assert len(said) == 1  # it is one failure, whatever was asked for
    assert not web.asked("/a")
    assert len(web.asked("/robots.txt")) <= 2
    assert reader.fetcher.host_down(web.url("/a")) is down


def test_robots_that_heal_are_read(web: Hostile, reader: Reader) -> None:
    web.on("/robots.txt", answer(b"", "503 Busy"), answer(b"User-agent: *\nDisallow: /b"))
    assert reader.get(web.url("/a")).body == b"page"
    assert not robots_of(reader, web).allows(web.url("/b"))


def test_redirected_robots_hold_for_where_they_were_asked(web: Hostile, reader: Reader) -> None:
    with Hostile("127.0.0.2") as other:
        other.on("/rules", answer(b"User-agent: *\nDisallow: /a"))
        web.on("/robots.txt", redirect(other.url("/rules")))
        with pytest.raises(RefusedByRobots):
            reader.get(web.url("/a"))
        assert reader.get(other.on("/a", answer(b"page"))).body == b"page"
        assert [seen.path for seen in other.seen] == ["/rules", "/robots.txt", "/a"]
    assert [exchange.status for exchange in reader.archive.robots] == [302, 200, 404]


def test_robots_behind_endless_redirects_are_none(web: Hostile, reader: Reader) -> None:
    web.on("/robots.txt", redirect("/robots.txt"))
    assert reader.get(web.url("/a")).body == b"page"


def test_robots_are_read_once_for_all_threads(web: Hostile, reader: Reader) -> None:
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(reader.get, [web.url("/a")] * 16))
    assert len(pages) == 16
    assert len(web.asked("/robots.txt")) == 1
