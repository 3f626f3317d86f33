from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from scrapers.errors import BadRedirect, BadResponse, RefusedByRobots, TooLarge
from tests.hostile import Hostile, answer, redirect
from tests.scrapers.fetch_tools import Reader, reading


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as web:
        yield web


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading(max_redirects=3, max_body=50_000) as reader:
        yield reader


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
@pytest.mark.parametrize("location", ["/b?x=1#top", "b?x=1", "{origin}/b?x=1"])
def test_redirect_is_followed_and_archived(web: Hostile, reader: Reader, status: str, location: str) -> None:
    url = web.on("/a", redirect(location.format(origin=web.origin), status))
    web.on("/b?x=1", answer(b"page"))
    page = reader.get(url)
    assert (page.url, page.body) == (web.url("/b?x=1"), b"page")
    assert page.capture.requested_url == url
    assert [exchange.url for exchange in reader.archive.exchanges] == [url, web.url("/b?x=1")]
    assert web.connections == 1


def test_location_may_be_utf8(web: Hostile, reader: Reader) -> None:
    web.on("/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8", answer(b"page"))
    assert reader.get(web.on("/a", redirect("/новини"))).body == b"page"


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://x/y", "data:text/html,x", "gopher:x", "https:///x"]
)
def test_redirect_leads_to_http_only(web: Hostile, reader: Reader, location: str) -> None:
    url = web.on("/a", redirect(location))
    with pytest.raises(BadRedirect, match=r"expected an http\(s\) address") as failure:
        reader.get(url)
    assert str(failure.value).startswith(url)
    assert failure.value.capture is not None
    assert failure.value.capture.status == 302


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "mailto:rada@rada.example", "//rada.example", "", "http://[::1"]
)
def test_so_does_the_first_url(reader: Reader, url: str) -> None:
    with pytest.raises(BadRedirect, match="expected an http"):
        reader.get(url)


def test_loop_is_named_with_its_chain(web: Hostile, reader: Reader) -> None:
    url = web.on("/a", redirect("/b"))
    web.on("/b", redirect("/a"))
    with pytest.raises(BadRedirect, match=f"came a loop: {url} → {web.url('/b')} → {url}"):
        reader.get(url)
    assert len(web.asked("/a")) == 1


def test_redirects_have_a_limit(web: Hostile, reader: Reader) -> None:
    for number in range(9):
        web.on(f"/{number}", redirect(f"/{number + 1}"))
    with pytest.raises(BadRedirect, match=f"expected at most 3 redirects, came {web.url('/0')} → .*/4$"):
        reader.get(web.url("/0"))
    assert not web.asked("/4")
    web.on("/3", answer(b"page"))
    assert reader.get(web.url("/0")).body == b"page"


@pytest.mark.parametrize("act", [answer(b"", "302 Found"), redirect("http://[::1")])
def test_redirect_to_nowhere(web: Hostile, reader: Reader, act: bytes) -> None:
    with pytest.raises((BadResponse, BadRedirect), match="expected") as failure:
        reader.get(web.on("/a", act))
    assert failure.value.capture is not None


def test_body_of_a_redirect_has_a_limit_too(web: Hostile, reader: Reader) -> None:
    bomb = gzip.compress(bytes(100_000))
    url = web.on("/a", answer(bomb, "302 Found", headers=["Location: /b", "Content-Encoding: gzip"]))
    with pytest.raises(TooLarge):
        reader.get(url)
    assert not web.asked("/b")


def test_robots_of_the_next_host_hold(web: Hostile, reader: Reader) -> None:
    with Hostile("127.0.0.2") as other:
        other.on("/robots.txt", answer(b"User-agent: *\nDisallow: /private"))
        url = web.on("/a", redirect(other.url("/private/1")))
        with pytest.raises(RefusedByRobots, match="/private/1"):
            reader.get(url)
        assert [seen.path for seen in other.seen] == ["/robots.txt"]
        web.on("/a", redirect(other.on("/public", answer(b"page"))))
        assert reader.get(url).body == b"page"
