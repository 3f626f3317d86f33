from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest

from scrapers.errors import BadResponse, Blocked, FetchError, Gone, Unreachable
from tests.hostile import Hostile, answer, chunk, head, redirect
from tests.scrapers.fetch_tools import AGENT, Reader, known_of, reading

TEXT = "<p>Рішення сесії</p>".encode()


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as web:
        yield web


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading() as reader:
        yield reader


def test_page_is_returned_and_archived_as_it_came(web: Hostile, reader: Reader) -> None:
    packed = gzip.compress(TEXT)
    headers = ["Content-Encoding: gzip", "X-One: 1", "X-Two: 2", "X-One: 3"]
    url = web.on("/news", answer(packed, headers=headers))
    page = reader.get(url)
    assert (page.url, page.status, page.body) == (url, 200, TEXT)
    assert page.headers["content-encoding"] == "gzip"
    (exchange,) = reader.archive.exchanges
    assert exchange.body == packed
    assert [f"{name}: {value}" for name, value in exchange.headers][1:] == headers
    assert (exchange.status, exchange.reason, exchange.peer) == (200, "OK", "127.0.0.1")
    assert page.capture.status == 200


def test_archived_request_is_what_went_over_the_wire(web: Hostile, reader: Reader) -> None:
    reader.get(web.on("/news?page=2", answer(TEXT)))
    (exchange,) = reader.archive.exchanges
    lines = ["GET /news?page=2 HTTP/1.1", *(f"{name}: {value}" for name, value in exchange.request_headers)]
    (seen,) = web.asked("/news?page=2")
    assert seen.raw == "\r\n".join([*lines, "", ""]).encode("latin-1")
    assert seen.headers["user-agent"] == AGENT
    assert seen.headers["accept-encoding"] == "gzip, deflate"
    assert seen.headers["accept-language"] == "uk"


def test_connection_is_kept_and_cookies_are_not(web: Hostile, reader: Reader) -> None:
    url = web.on("/news", answer(TEXT, headers=["Set-Cookie: session=1; Path=/"]))
    for _ in range(3):
        reader.get(url)
    assert web.connections == 1
    assert all("cookie" not in seen.headers for seen in web.seen)


def test_environment_is_not_asked(web: Hostile, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert reader.get(web.on("/news", answer(TEXT))).body == TEXT


def test_url_is_made_sendable(web: Hostile, reader: Reader) -> None:
    web.on("/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%20a", answer(TEXT))
    url = web.origin.replace("//", "//user:secret@") + "/x/../новини/ a#top"
    page = reader.get(url)
    assert page.url == web.url("/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%20a")
    assert "authorization" not in web.seen[-1].headers


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("404 Not Found", Gone),
        ("410 Gone", Gone),
        ("401 Unauthorized", Blocked),
        ("403 Forbidden", Blocked),
        ("451 Unavailable For Legal Reasons", Blocked),
        ("418 I'm a teapot", BadResponse),
        ("206 Partial Content", BadResponse),
        ("300 Multiple Choices", BadResponse),
        ("304 Not Modified", BadResponse),
        ("999 Request denied", BadResponse),
    ],
)
def test_status_has_its_own_error(web: Hostile, reader: Reader, status: str, error: type[FetchError]) -> None:
    url = web.on("/news", answer(b"", status))
    with pytest.raises(error, match=f"{url}: expected a page, came {status[:3]}") as failure:
        reader.get(url)
    assert type(failure.value) is error
    assert failure.value.capture is not None
    assert [exchange.status for exchange in reader.archive.exchanges] == [int(status[:3])]


@pytest.mark.parametrize("act", [answer(b""), answer(b"", "204 No Content"), head("HTTP/1.1 204 No Content")])
def test_empty_page_is_a_page(web: Hostile, reader: Reader, act: bytes) -> None:
    assert reader.get(web.on("/news", act)).body == b""


def test_unchanged_page(web: Hostile, reader: Reader) -> None:
    url = web.on("/news", head("HTTP/1.1 304 Not Modified", "Content-Length: 900"))
    known = known_of(url)
    page = reader.get(url, known=known)
    assert (page.status, page.body) == (304, b"")
    asked = web.asked("/news")[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == (known.etag, known.last_modified)
    assert reader.archive.written[-1][2] is known


@pytest.mark.parametrize(
    "changes",
    [
        {"warc_file": None},
        {"final_url": "http://127.0.0.1/elsewhere"},
        {"etag": "a\r\nb", "last_modified": ""},
    ],
)
def test_no_condition_without_a_body_to_fall_back_on(
    web: Hostile, reader: Reader, changes: dict[str, str | None]
) -> None:
    url = web.on("/news", answer(TEXT))
    assert reader.get(url, known=known_of(url, **changes)).body == TEXT
    assert not {"if-none-match", "if-modified-since"} & set(web.asked("/news")[0].headers)


def test_condition_is_for_the_hop_that_gave_the_body(web: Hostile, reader: Reader) -> None:
    url = web.on("/old", redirect("/new"))
    final = web.on("/new", head("HTTP/1.1 304 Not Modified"))
    assert reader.get(url, known=known_of(url, final_url=final)).status == 304
    assert "if-none-match" not in web.asked("/old")[0].headers
    assert "if-none-match" in web.asked("/new")[0].headers


def test_interim_answers_are_skipped(web: Hostile, reader: Reader) -> None:
    hints = head("HTTP/1.1 103 Early Hints", "Link: </style.css>; rel=preload")
    url = web.on("/news", head("HTTP/1.1 100 Continue") + hints + answer(TEXT, headers=["X-One: 1"]))
    page = reader.get(url)
    assert (page.status, page.body, "link" in page.headers) == (200, TEXT, False)
    assert [name for name, _ in reader.archive.exchanges[0].headers] == ["Content-Length", "X-One"]


def test_chunks_are_undone_and_the_coding_kept(web: Hostile, reader: Reader) -> None:
    packed = gzip.compress(TEXT)
    start = head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Content-Encoding: gzip")
    url = web.on("/news", start + chunk(packed[:5]) + chunk(packed[5:]) + chunk(b""))
    assert reader.get(url).body == TEXT
    assert reader.archive.exchanges[0].body == packed
    assert reader.get(url).body == TEXT
    assert web.connections == 1


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])),
        ("x-gzip", gzip.compress(TEXT) + b"\0\0"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("identity", TEXT),
        ("identity, GZIP", gzip.compress(TEXT)),
        ("UTF-8", TEXT),
        ("", TEXT),
    ],
)
def test_coding_is_undone(web: Hostile, reader: Reader, coding: str, body: bytes) -> None:
    url = web.on("/news", answer(body, headers=[f"Content-Encoding: {coding}"]))
    assert reader.get(url).body == TEXT
    assert reader.archive.exchanges[0].body == body


@pytest.mark.parametrize(
    ("coding", "body", "named"),
    [
        ("br", b"\x8b\x02", "Content-Encoding br"),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT)), "Content-Encoding gzip, gzip"),
        ("gzip", TEXT, "corrupt gzip"),
        ("gzip", gzip.compress(TEXT)[:12] + b"!" * 20, "corrupt gzip"),
        ("gzip", gzip.compress(TEXT)[:-9], "gzip without its end"),
        ("deflate", b"\xff" * 50, "corrupt deflate"),
    ],
)
def test_body_that_is_not_what_it_says_is_archived_and_named(
    web: Hostile, reader: Reader, coding: str, body: bytes, named: str
) -> None:
    url = web.on("/news", answer(body, headers=[f"Content-Encoding: {coding}"]))
    with pytest.raises(BadResponse, match=f"{url}: expected a body as its headers say, came {named}"):
        reader.get(url)
    assert reader.archive.exchanges[0].body == body
    assert len(web.asked("/news")) == 1


def test_header_line_without_colon_hides_no_others(web: Hostile, reader: Reader) -> None:
    packed = gzip.compress(TEXT)
    lines = ["HTTP/1.1 200 OK", "<br />", f"Content-Length: {len(packed)}", "Content-Encoding: gzip"]
    url = web.on("/news", lambda wire: wire.close(head(*lines) + packed))
    for _ in range(2):
        page = reader.get(url)
        assert (page.body, page.capture.status) == (TEXT, 200)
    assert len(web.asked("/news")) == 3  # the first attempt found the line
    assert [name for name, _ in reader.archive.exchanges[-1].headers] == [
        "Content-Length",
        "Content-Encoding",
    ]
    (seen,) = web.asked("/news")[-1:]
    assert seen.headers == {
        name.lower(): value for name, value in reader.archive.exchanges[-1].request_headers
    }
    web.on("/short", lambda wire: wire.close(head(*lines) + packed[:-1]))
    with pytest.raises(Unreachable, match="as Content-Length says"):
        reader.get(web.url("/short"))


@pytest.mark.parametrize(
    "act",
    [
        b"<p>hello</p>\n\n" * 9,
        head("HTTP/1.1 200 OK", "Transfer-Encoding: gzip, chunked"),
        b"HTTP/1.1 abc\r\n\r\n",
    ],
)
def test_what_is_no_http(web: Hostile, reader: Reader, act: bytes) -> None:
    url = web.on("/news", lambda wire: wire.close(act))
    with pytest.raises(BadResponse, match="expected"):
        reader.get(url)
    assert len(web.asked("/news")) == 1
