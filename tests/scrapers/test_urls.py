"""Two spellings of one address are one; two pages stay two."""

from __future__ import annotations

import pytest

from scrapers.urls import canonical, host_of, path_of

BASE = "https://rada.example/news/1/"


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        pytest.param(
            "HTTPS://Rada.EXAMPLE/News/", None, "https://rada.example/News/", id="case-of-host-not-path"
        ),
        pytest.param("https://rada.example", None, "https://rada.example/", id="empty-path"),
        pytest.param("https://rada.example:443/a", None, "https://rada.example/a", id="usual-port-https"),
        pytest.param("http://rada.example:80/a", None, "http://rada.example/a", id="usual-port-http"),
        pytest.param("http://rada.example:443/a", None, "http://rada.example:443/a", id="unusual-port"),
        pytest.param("http://127.0.3.1:8300/a", None, "http://127.0.3.1:8300/a", id="loopback-with-port"),
        pytest.param("http://[::1]:80/a", None, "http://[::1]/a", id="ipv6"),
        pytest.param("https://rada.example./a", None, "https://rada.example/a", id="trailing-dot"),
        pytest.param("https://u:p@rada.example/a", None, "https://rada.example/a", id="user"),
        pytest.param("https://rada.example/a#b", None, "https://rada.example/a", id="fragment"),
        pytest.param("https://rada.example/a?", None, "https://rada.example/a", id="empty-query"),
        pytest.param("  https://rada.example/a\n", None, "https://rada.example/a", id="white-space"),
        pytest.param("https://rada.example/a b", None, "https://rada.example/a%20b", id="space"),
        pytest.param(
            "/новини/", BASE, "https://rada.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/", id="cyrillic"
        ),
        pytest.param("/%D0%BD/", BASE, "https://rada.example/%D0%BD/", id="escapes-stay"),
        pytest.param("/%d0%bd/%2f", BASE, "https://rada.example/%D0%BD/%2F", id="escapes-in-capitals"),
        pytest.param(
            "/a%25D0%25BD%25E2%2580%2599", BASE, "https://rada.example/a%D0%BD%E2%80%99", id="escaped-twice"
        ),
        pytest.param(
            "/100%25-a%252F", BASE, "https://rada.example/100%25-a%252F", id="escaped-percent-stays"
        ),
        pytest.param("//rada.info/a.pdf", BASE, "https://rada.info/a.pdf", id="protocol-relative"),
        pytest.param("../2/", BASE, "https://rada.example/news/2/", id="relative"),
        pytest.param("?p=2", BASE, "https://rada.example/news/1/?p=2", id="only-a-query"),
        pytest.param("", BASE, BASE, id="nothing"),
        pytest.param("#", BASE, BASE, id="only-a-fragment"),
        pytest.param("/news/?p=2", BASE, "https://rada.example/news/?p=2", id="page-number-stays"),
        pytest.param("/a?utm_source=fb&p=2", BASE, "https://rada.example/a?p=2", id="utm"),
        pytest.param("/a?fbclid=x", BASE, "https://rada.example/a", id="fbclid"),
        pytest.param("/a?p=2&gclid=x&yclid=y", BASE, "https://rada.example/a?p=2", id="clicks"),
        pytest.param("/a?b=&c", BASE, "https://rada.example/a?b=&c", id="blank-values-stay"),
        pytest.param("/a?d[0]=1&d[1]=2", BASE, "https://rada.example/a?d[0]=1&d[1]=2", id="brackets"),
        pytest.param("/a?_gallery=5", BASE, "https://rada.example/a?_gallery=5", id="begins-like-tracking"),
        pytest.param(
            "/a?c=%ED%EE&utm_source=x", BASE, "https://rada.example/a?c=%ED%EE", id="query-in-cp1251"
        ),
        pytest.param("/a?q=b%20c&utm_source=x", BASE, "https://rada.example/a?q=b%20c", id="spelling-stays"),
        pytest.param("/a?q=100%", BASE, "https://rada.example/a?q=100%", id="lone-percent"),
    ],
)
def test_canonical(url: str, base: str | None, expected: str) -> None:
    assert canonical(url, base) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mailto:rada@rada.example",
        "tel:+380530000000",
        "javascript:;",
        "data:image/png;base64,AAAA",
        "file:///C:/Users/User/x.jpg",
        "C:\\Users\\User\\x.jpg",
        "ftp://rada.example/a",
        "http://",
        "http:///a",
        "http://[bad/",
        "http://rada.example:abc/",
        "http://rada.example:99999/",
        "http://./a",
        "http://rada.example/\ud800",
        "http://rada.example/?a=\ud800",
        "https:",
    ],
)
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert canonical(url, BASE if url != "https:" else None) is None


def test_a_relative_address_needs_a_base() -> None:
    assert canonical("/news/1/") is None


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://Rada.example/news/1/", "rada.example", "/news/1/"),
        ("http://127.0.0.1:8300/news/?p=2", "127.0.0.1:8300", "/news/?p=2"),
        ("https://rada.example/новини/;a?p=ї&q=/?", "rada.example", "/новини/;a?p=ї&q=/?"),
        ("https://rada.example/news/?", "rada.example", "/news/"),
        ("https://rada.example/news/?p=2#top", "rada.example", "/news/?p=2"),
        ("https://Rada.example?p=2", "rada.example", "?p=2"),
        ("https://user@Rada.example/news/", "user@rada.example", "/news/"),
        ("http://[::1]:8300/news/", "[::1]:8300", "/news/"),
        ("https://рада.example/news/", "рада.example", "/news/"),
        ("//Rada.example/news/", "rada.example", "/news/"),
    ],
)
def test_parts(url: str, host: str, path: str) -> None:
    assert (host_of(url), path_of(url)) == (host, path)
