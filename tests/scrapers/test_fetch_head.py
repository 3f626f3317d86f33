from __future__ import annotations

import pytest

from scrapers.head import Head, read_head

OK = b"HTTP/1.1 200 OK\r\n"


def read(*lines: bytes) -> Head:
    head = read_head([OK, *lines, b"\r\n"])
    assert head is not None
    return head


def test_headers_by_name_and_as_they_came() -> None:
    head = read(b'ETag: "\xd1\x96"\r\n', b"X-One:1\r\n", b"x-one:   2 \r\n", b"Empty:\r\n", b"No colon\r\n")
    assert head.pairs == (("ETag", '"\xd1\x96"'), ("X-One", "1"), ("x-one", "2"), ("Empty", ""))
    assert (head.headers["X-ONE"], head.headers.get("etag"), head.headers.get("none")) == (
        "1, 2",
        '"\xd1\x96"',
        None,
    )
    assert dict(head.headers) == {"etag": '"\xd1\x96"', "x-one": "1, 2", "empty": ""}


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n", 200, "OK"),
        (b"HTTP/1.0 404 Not Found\n", 404, "Not Found"),
        (b"HTTP/1.1 999\r\n", 999, ""),
        (b"HTTP/1.1 403 \xf2\xe0\xea\r\n", 403, "\xf2\xe0\xea"),
        (b"HTTP/1.1 101 Switching Protocols\r\n", 101, "Switching Protocols"),
        (b"HTTP/1.1 abc\r\n", 0, ""),
        (b"HTTP/1.1\r\n", 0, ""),
    ],
)
def test_status_line(line: bytes, status: int, reason: str) -> None:
    head = read_head([line, b"X: 1\n", b"\n"])
    assert head is not None
    assert (head.status, head.reason, head.pairs) == (status, reason, (("X", "1"),))


def test_interim_answers_and_trailers_are_left_out() -> None:
    interim = [b"HTTP/1.1 103 Early Hints\r\n", b"Link: </a>\r\n", b"\r\n"]
    head = read_head([*interim, OK, b"X: 1\r\n", b"\r\n", b"X-Trailer: 1\r\n", b"\r\n"])
    assert head is not None
    assert (head.status, head.pairs) == (200, (("X", "1"),))


@pytest.mark.parametrize("lines", [[], [OK], [OK, b"X: 1\r\n"], [b"HTTP/1.1 100 Continue\r\n", b"\r\n"]])
def test_head_without_end(lines: list[bytes]) -> None:
    assert read_head(lines) is None


@pytest.mark.parametrize(
    ("lines", "length", "framed"),
    [
        ([b"Content-Length: 12\r\n"], 12, True),
        ([b"Content-Length: 12, 12\r\n"], 12, True),
        ([b"Content-Length: 12\r\n", b"Content-Length: 12\r\n"], 12, True),
        ([b"Content-Length: 12\r\n", b"Transfer-Encoding: chunked\r\n"], None, True),
        ([b"Transfer-Encoding: Chunked\r\n"], None, True),
        ([b"Transfer-Encoding: identity\r\n"], None, False),
        ([b"Content-Length: " + b"9" * 5000 + b"\r\n"], None, False),
        ([b"Content-Length: -1\r\n"], None, False),
        ([], None, False),
    ],
)
def test_what_tells_the_end(lines: list[bytes], length: int | None, framed: bool) -> None:
    head = read(*lines)
    assert (head.length, head.framed) == (length, framed)


def test_unchanged_has_no_body() -> None:
    head = read_head([b"HTTP/1.1 304 Not Modified\r\n", b"Content-Length: 900\r\n", b"\r\n"])
    assert head is not None
    assert (head.length, head.framed) == (0, True)
