from __future__ import annotations

import gc
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import monotonic

import pytest

from scrapers.errors import BadResponse, FetchError, RefusedByRobots, TooLarge, Unreachable
from tests.hostile import Hostile, Wire, answer, chunk, head
from tests.scrapers.fetch_tools import Reader, reading

LIMIT = 300_000  # bytes
OK = "HTTP/1.1 200 OK"
GZIP = "Content-Encoding: gzip"
CHUNKED = "Transfer-Encoding: chunked"
DRIP = {"read_timeout": 2.0, "total_timeout": 0.4, "attempts": 3}


def gigabyte() -> bytes:
    """A gigabyte of zeros in a megabyte of gzip: one block that needs no earlier one, 1,024 times."""
    stream = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    start = stream.compress(b"\0") + stream.flush(zlib.Z_FULL_FLUSH)
    block = stream.compress(bytes(2**20)) + stream.flush(zlib.Z_FULL_FLUSH)
    return start + block * 1024


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as web:
        yield web


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading(max_body=LIMIT) as reader:
        yield reader


BOMB = gigabyte()
BLOCKS = BOMB[20:]
ACTS: dict[str, bytes | Callable[[Wire], None]] = {
    "bomb": answer(BOMB, headers=[GZIP]),
    "bomb in chunks": head(OK, CHUNKED, GZIP) + chunk(BOMB),
    "bomb of many members": answer(gzip.compress(bytes(2**16)) * 9, headers=[GZIP]),
    "bomb of deflate": answer(zlib.compress(bytes(2**24)), headers=["Content-Encoding: deflate"]),
    "bomb with an error status": answer(BOMB, "404 Not Found", headers=[GZIP]),
    "long": answer(bytes(LIMIT + 1)),
    "said to be long": lambda wire: wire.hang(answer(b"", length=10**15)),
    "endless": lambda wire: wire.flood(head(OK), bytes(2**16)),
    "endless chunks": lambda wire: wire.flood(head(OK, CHUNKED), chunk(bytes(2**16))),
    "endless crumbs": lambda wire: wire.flood(head(OK, CHUNKED), chunk(b"ab") * 1000),
    "endless coding": lambda wire: wire.flood(head(OK, GZIP), BLOCKS),
    "endless empty members": lambda wire: wire.flood(head(OK, GZIP), gzip.compress(b"") * 1000),
    "endless unknown coding": lambda wire: wire.flood(head(OK, "Content-Encoding: br"), bytes(2**16)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_body_above_the_limit(web: Hostile, reader: Reader, act: bytes | Callable[[Wire], None]) -> None:
    url = web.on("/a", act)
    reader.get(web.on("/b", answer(b"page")))
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge, match=f"{url}: expected a body of at most {LIMIT} bytes, came more"):
            reader.get(url)
        assert tracemalloc.get_traced_memory()[1] < 4 * LIMIT
    finally:
        tracemalloc.stop()
    assert len(web.asked("/a")) == 1
    assert reader.get(web.on("/b", answer(b"page"))).body == b"page"


def test_failures_hold_no_bodies(web: Hostile) -> None:
    web.on("/torn", lambda wire: wire.close(answer(bytes(LIMIT), length=LIMIT + 1)))
    web.on("/busy", answer(bytes(LIMIT), "503 Busy"))
    web.on("/long", answer(bytes(LIMIT + 2)))
    failures: list[BaseException] = []
    with reading(max_body=LIMIT + 1, attempts=2) as reader:
        reader.get(web.on("/a", answer(b"page")))
        gc.disable()
        tracemalloc.start()
        try:
            for path in ["/torn", "/busy", "/long"] * 10:
                with pytest.raises(FetchError) as failure:
                    reader.get(web.url(path))
                failures.append(failure.value)
                reader.archive.written.clear()
            assert tracemalloc.get_traced_memory()[0] < 5 * LIMIT
        finally:
            tracemalloc.stop()
            gc.enable()
    assert len(failures) == 30


@pytest.mark.parametrize("body", [bytes(LIMIT), gzip.compress(bytes(LIMIT))], ids=["plain", "gzip"])
def test_body_of_just_the_limit(web: Hostile, reader: Reader, body: bytes) -> None:
    headers = [GZIP] if len(body) < LIMIT else []
    assert reader.get(web.on("/a", answer(body, headers=headers))).body == bytes(LIMIT)


DRIPS: dict[str, Callable[[Wire], None]] = {
    "status line": lambda wire: wire.drip(b"HTTP/1.1 2", b"0"),
    "header": lambda wire: wire.drip(f"{OK}\r\nX-Slow: ".encode(), b"x"),
    "headers": lambda wire: wire.drip(f"{OK}\r\n".encode(), b"X: y\r\n"),
    "interim answers": lambda wire: wire.drip(b"", head("HTTP/1.1 100 Continue")),
    "body": lambda wire: wire.drip(head(OK, "Content-Length: 100000"), b"x"),
    "body without length": lambda wire: wire.drip(head(OK), b"x"),
    "body that closes": lambda wire: wire.drip(head(OK, "Content-Length: 1000", "Connection: close"), b"x"),
    "chunks": lambda wire: wire.drip(head(OK, CHUNKED), chunk(b"x")),
    "chunk extension": lambda wire: wire.drip(head(OK, CHUNKED) + b"4;", b"x"),
    "trailers": lambda wire: wire.drip(head(OK, CHUNKED) + b"0\r\n", b"X: y\r\n"),
}


def test_drip_ends_at_the_total_limit() -> None:
    """All at once, each at a host of its own: the limit is long enough for a busy machine."""
    with ExitStack() as stack:
        reader = stack.enter_context(reading(total_timeout=1.5, read_timeout=10.0, attempts=3))
        webs = [stack.enter_context(Hostile(f"127.0.1.{number}")) for number, _ in enumerate(DRIPS, 1)]

        def end(web: Hostile, act: Callable[[Wire], None]) -> tuple[str, float]:
            assert (
                reader.get(web.on("/b", answer(b"page"))).body == b"page"
            )  # a drip may be over a kept connection
            start = monotonic()
            with pytest.raises(Unreachable) as failure:
                reader.get(web.on("/a", act))
            seconds = monotonic() - start
            assert reader.get(web.url("/b")).body == b"page"
            return str(failure.value), seconds

        pool = stack.enter_context(ThreadPoolExecutor(len(DRIPS)))
        for name, web, (message, seconds) in zip(
            DRIPS, webs, pool.map(end, webs, DRIPS.values()), strict=True
        ):
            expected = f"{web.url('/a')}: expected the whole answer within 1.5 s (total limit), came less"
            assert (name, message) == (name, expected)
            assert 1.2 < seconds < 6, name
            assert len(web.asked("/a")) == 1, name
    assert not [exchange.url for exchange in reader.archive.exchanges if exchange.url.endswith("/a")]


def test_handshake_drip_ends_at_the_total_limit() -> None:
    # a handshake record of 16 kB, byte by byte
    with Hostile(greet=lambda wire: wire.drip(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc", b"\0")) as web:
        with reading(**DRIP) as reader:
            start = monotonic()
            with pytest.raises(RefusedByRobots, match=r"within 0\.4 s \(total limit\)"):
                reader.get(web.url("/a").replace("http:", "https:"))
            assert monotonic() - start < 3
        assert web.connections == 1


def test_flood_of_interim_answers_is_cut_short(web: Hostile) -> None:
    url = web.on("/a", lambda wire: wire.flood(b"", head("HTTP/1.1 100 Continue") * 100))
    with (
        reading(total_timeout=30.0) as reader,
        pytest.raises(BadResponse, match="Too large response headers"),
    ):
        reader.get(url)


SILENCES = [b"", b"HTTP/1.1 200 OK\r\nX-", answer(b"half", length=8)]


def test_silence_ends_at_the_read_limit() -> None:
    with ExitStack() as stack:
        reader = stack.enter_context(reading(read_timeout=1.0, total_timeout=10.0, attempts=2))
        webs = [stack.enter_context(Hostile(f"127.0.2.{number}")) for number in (1, 2, 3)]

        def end(web: Hostile, first: bytes) -> None:
            url = web.on("/a", lambda wire: wire.hang(first), answer(b"page"))
            assert reader.get(url).body == b"page"
            web.on("/b", lambda wire: wire.hang(first))
            with pytest.raises(Unreachable, match=r"expected a byte within 1 s \(read limit\), came none"):
                reader.get(web.url("/b"))
            assert len(web.asked("/b")) == 2

        pool = stack.enter_context(ThreadPoolExecutor(3))
        assert len(list(pool.map(end, webs, SILENCES))) == 3


def test_silence_in_a_handshake() -> None:
    limited = pytest.raises(RefusedByRobots, match=r"a TLS handshake within 0\.2 s \(connect limit\)")
    with Hostile(greet=Wire.hang) as web, reading(connect_timeout=0.2, attempts=1) as reader, limited:
        reader.get(web.url("/a").replace("http:", "https:"))


def test_no_connection_within_the_limit() -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):  # a queue that nobody empties
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        reader = stack.enter_context(reading(connect_timeout=0.2, attempts=1))
        with pytest.raises(RefusedByRobots, match=r"a connection within 0\.2 s \(connect limit\), came none"):
            reader.get(f"http://127.0.0.1:{full.getsockname()[1]}/a")
