"""HTTP heads as they lie in WARC records, made and read back; no disk, no network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapers.records import Exchange

Headers = tuple[tuple[str, str], ...]

# pywb's prefix for a header that no longer tells the truth about the stored body
ORIGINAL = "X-Archive-Orig-"
RENAMED = frozenset({"x-archive-orig-content-length", "x-archive-orig-transfer-encoding"})

_NEWLINE = re.compile(r"[\r\n]+[ \t]*")
# host, and path with query; what has more parts is taken apart by urlsplit, at ten times the cost
_PLAIN_URI = re.compile(r"https?://([^/?#@\[\]]+)(/[^?#]*(?:\?[^#]+)?)")


def request_head(exchange: Exchange, uri: str) -> bytes:
    """`Host` is put first if it is missing: http.client adds it below what requests shows."""
    if plain := _PLAIN_URI.fullmatch(uri):
        host, path = plain.groups()
    else:
        parts = urlsplit(uri)
        host, path = parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = exchange.request_headers
    if not any(name.lower() == "host" for name, _ in headers):
        headers = (("Host", host.rpartition("@")[2]), *headers)
    return _head(f"{exchange.method} {path} HTTP/1.1", headers)


def response_head(exchange: Exchange) -> bytes:
    return _head(f"HTTP/1.1 {exchange.status} {exchange.reason}", stored_headers(exchange))


def stored_headers(exchange: Exchange) -> Headers:
    """The answer's headers, those renamed that are untrue of the body as stored.

    The fetcher has undone the chunks; a replay tool that believed `Transfer-Encoding: chunked`
    would take the body's first line for a length. `wire_headers` turns it back.
    """
    size, headers, renamed = str(len(exchange.body)), list(exchange.headers), False
    for place, (name, value) in enumerate(headers):
        if _untrue(name.lower(), value, size, exchange.status):
            headers[place], renamed = (ORIGINAL + name, value), True
    if not renamed:
        return exchange.headers
    return tuple(headers) if exchange.status == 304 else (*headers, ("Content-Length", size))


def _untrue(name: str, value: str, size: str, status: int) -> bool:
    if name == "content-length":
        return value.strip() != size and status != 304  # a 304 may tell the length of what it did not send
    return name == "transfer-encoding"


def wire_headers(headers: Headers, status: int) -> Headers:
    """What came over the wire, from what `stored_headers` made of it."""
    if not any(name.lower() in RENAMED for name, _ in headers):
        return headers
    kept = headers if status == 304 else headers[:-1]  # the length that was added
    return tuple(
        (name.removeprefix(ORIGINAL) if name.lower() in RENAMED else name, value) for name, value in kept
    )


def read_head(head: bytes) -> tuple[int, str, Headers]:
    """Status, reason and headers as stored; ValueError if it is not the head of an answer."""
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status, reason = (*first.split(" ", 2), "", "")[:3]
    if not version.startswith("HTTP/"):
        raise ValueError(f"expected the head of an HTTP answer, came {first[:40]!r}")
    pairs = (line.partition(":") for line in lines if line)
    return int(status), reason, tuple((name, value.strip(" \t")) for name, _, value in pairs)


def first_of_each(headers: Headers) -> dict[str, str]:
    """By name in lower case."""
    return {name.lower(): value for name, value in reversed(headers)}


def facts(first: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """Media type without its parameters, ETag and Last-Modified."""
    media_type = first.get("content-type", "").partition(";")[0].strip().lower()
    return media_type or None, first.get("etag"), first.get("last-modified")


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *[f"{name}: {value}" for name, value in headers]]
    head = "\r\n".join(lines)
    if head.count("\n") != len(headers) or head.count("\r") != len(headers):
        head = "\r\n".join(_NEWLINE.sub(" ", line) for line in lines)  # folded lines, joined
    try:
        return f"{head}\r\n\r\n".encode("latin-1")
    except UnicodeEncodeError:
        return f"{head}\r\n\r\n".encode()
