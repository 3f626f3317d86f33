"""Connections: kept, shared, closed, and what comes over them after an answer."""

from __future__ import annotations

import gzip
import os
import resource
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, Event
from time import monotonic

import pytest

from scrapers.errors import BadResponse, RefusedByRobots, TooLarge, Unreachable
from tests.hostile import Hostile, Wire, answer, chunk, head
from tests.scrapers.fetch_tools import Reader, reading
from tests.scrapers.test_fetch_tls import certificate

__all__ = ["certificate"]

PAGE = answer(b"page")
CLOSE = ["Connection: close"]
BIG = b"<p>" * 30_000
NO_COLON = "<br />"


@pytest.fixture(params=["http", "https"])
def web(request: pytest.FixtureRequest, certificate: Path) -> Iterator[Hostile]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with Hostile(tls=tls if request.param == "https" else None) as web:
        yield web


@pytest.fixture
def reader(certificate: Path) -> Iterator[Reader]:
    with reading(authorities=certificate, attempts=2) as reader:
        yield reader


def parts(*pieces: bytes, then: Callable[[Wire], None] = lambda wire: None) -> Callable[[Wire], None]:
    """Each in a packet of its own."""

    def act(wire: Wire) -> None:
        for piece in pieces:
            wire.send(piece)
            Event().wait(0.05)
        then(wire)

    return act


EXCESS: dict[str, bytes | Callable[[Wire], None]] = {
    "with the head": answer(b"page and more", length=4),
    "long after the head": answer(BIG, length=40_000),
    "long after the head, coded": answer(gzip.compress(os.urandom(60_000)), length=40_000),
    "with the last packet": parts(answer(b"", length=4) + b"pa", b"ge and more"),
    "nothing was announced": parts(head("HTTP/1.1 200 OK", "Content-Length: 0") + b"page"),
    "of a 304": head("HTTP/1.1 304 Not Modified") + b"page",
}


@pytest.mark.parametrize("act", EXCESS.values(), ids=EXCESS.keys())
@pytest.mark.parametrize("closing", [False, True], ids=["kept", "closing"])
def test_more_than_the_length_is_never_cut(
    web: Hostile, reader: Reader, act: bytes | Callable[[Wire], None], *, closing: bool
) -> None:
    if closing:  # as robots.txt taught
        web.on("/robots.txt", lambda wire: wire.close(answer(b"", "404 Not Found", headers=CLOSE)))
    url = web.on("/a", act)
    with pytest.raises(Unreachable, match=f"{url}: expected \\d+ bytes as Content-Length says, came more"):
        reader.get(url)
    assert len(web.asked("/a")) == 2
    web.on("/b", PAGE)
    assert [reader.get(web.url("/b")).body for _ in range(3)] == [b"page"] * 3


def test_first_answer_that_closes_is_asked_for_again(web: Hostile, reader: Reader) -> None:
    """What came after it went with the connection; the next attempt reads beyond the length."""

    def closing(*pieces: bytes, length: int) -> Callable[[Wire], None]:
        return parts(answer(b"", length=length, headers=CLOSE), *pieces, then=Wire.close)

    assert reader.get(web.on("/a", closing(b"pa", b"ge", length=4))).body == b"page"
    assert len(web.asked("/a")) == 2
    assert [reader.get(web.on("/b", PAGE)).body for _ in range(2)] == [b"page"] * 2  # kept again
    with pytest.raises(Unreachable, match="4 bytes as Content-Length says, came more"):
        reader.get(web.on("/c", closing(b"pa", b"ge and more", length=4)))
    packed = gzip.compress(BIG)
    start = head("HTTP/1.1 200 OK", f"Content-Length: {len(packed)}", "Content-Encoding: gzip", *CLOSE)
    reader.get(web.url("/b"))
    assert reader.get(web.on("/d", parts(start, packed, then=Wire.close))).body == BIG
    assert len(web.asked("/d")) == 1  # a coding tells its end


def test_closing_origin_is_read_to_its_length_and_kept_when_it_keeps(web: Hostile, reader: Reader) -> None:
    web.on("/closed", lambda wire: wire.close(answer(BIG, headers=CLOSE)))
    web.on("/kept", answer(BIG))
    start = monotonic()
    for path in ("/closed", "/closed", "/kept", "/kept", "/kept"):
        assert reader.get(web.url(path)).body == BIG
    assert monotonic() - start < 1.5  # nothing waits for an end that does not come
    assert web.seen[-2].connection == web.seen[-1].connection
    web.on("/short", lambda wire: wire.close(answer(BIG, length=len(BIG) + 1, headers=CLOSE)))
    reader.get(web.url("/closed"))
    with pytest.raises(Unreachable, match="came"):
        reader.get(web.url("/short"))


def test_end_of_the_connection_ends_a_body_without_length(web: Hostile, reader: Reader) -> None:
    """Also over TLS, where many servers end it without saying so."""
    url = web.on("/a", lambda wire: wire.close(head("HTTP/1.1 200 OK") + BIG))
    assert [reader.get(url).body for _ in range(2)] == [BIG] * 2


def test_connection_that_ended_meanwhile(web: Hostile, reader: Reader) -> None:
    url = web.on("/a", lambda wire: wire.close(PAGE))
    assert [reader.get(url).body for _ in range(3)] == [b"page"] * 3
    assert len(web.seen) == 4


def test_request_is_sent_once_an_attempt(web: Hostile, certificate: Path) -> None:
    """Libcurl would repeat it by itself over a fresh connection, without a pause."""
    with reading(attempts=1, authorities=certificate) as reader:
        reader.get(web.on("/a", PAGE))
        with pytest.raises(Unreachable, match="torn"):
            reader.get(web.on("/b", lambda wire: wire.reset()))
        assert len(web.asked("/b")) == 1


def test_lines_without_colon_have_all_limits(web: Hostile, certificate: Path) -> None:
    lines = ["HTTP/1.1 200 OK", NO_COLON]
    acts = {
        "/long": lambda wire: wire.flood(head(*lines), bytes(2**16)),
        "/silent": lambda wire: wire.hang(head(*lines, "Content-Length: 9") + b"half"),
        "/drip": lambda wire: wire.drip(head(*lines), b"x"),
        "/torn": lambda wire: wire.close(head(*lines, "Content-Length: 9") + b"half"),
        "/reset": lambda wire: wire.reset(head(*lines, "Content-Length: 9") + b"half"),
        "/cut": lambda wire: wire.close("\r\n".join(lines).encode()),
        "/chunks": lambda wire: wire.close(head(*lines, "Transfer-Encoding: chunked") + chunk(b"a")),
    }
    expected = {
        "/long": (TooLarge, "came more"),
        "/silent": (Unreachable, "read limit"),
        "/drip": (Unreachable, "total limit"),
        "/torn": (Unreachable, "9 bytes as Content-Length says, came 4"),
        "/reset": (Unreachable, "torn"),
        "/cut": (Unreachable, "torn"),
        "/chunks": (BadResponse, "no chunks"),
    }
    limits = {"max_body": 300_000, "read_timeout": 0.5, "total_timeout": 1.0, "attempts": 2}
    with reading(authorities=certificate, **limits) as reader:
        url = web.on("/a", lambda wire: wire.close(head(*lines) + BIG))
        assert reader.get(url).body == BIG
        for path, act in acts.items():
            web.on(path, act)
            error, words = expected[path]
            with pytest.raises(error, match=words):
                reader.get(web.url(path))
            assert reader.get(url).body == BIG


def test_threads_at_many_hosts_keep_a_connection_each() -> None:
    together = Barrier(6)

    def meet(wire: Wire) -> None:
        together.wait(5)
        wire.send(PAGE)

    with ExitStack() as stack:
        webs = [stack.enter_context(Hostile(f"127.0.3.{number}")) for number in range(1, 7)]
        reader = stack.enter_context(reading(read_timeout=6.0, total_timeout=8.0))
        pool = stack.enter_context(ThreadPoolExecutor(6))

        def visit(web: Hostile) -> list[bytes]:
            web.on("/meet", meet)
            web.on("/a", PAGE)
            return [reader.get(web.url(path)).body for path in ("/meet", *["/a"] * 50, "/meet")]

        assert all(bodies == [b"page"] * 52 for bodies in pool.map(visit, webs))
        assert [web.connections for web in webs] == [1] * 6


def test_close_leaves_requests_under_way_their_end() -> None:
    begun, go_on = Event(), Event()

    def slow(wire: Wire) -> None:
        begun.set()
        go_on.wait(5)
        wire.send(PAGE)

    with Hostile() as web, reading() as reader, ThreadPoolExecutor(2) as pool:
        reader.get(web.on("/b", PAGE))
        under_way = pool.submit(reader.get, web.on("/a", slow))
        assert begun.wait(5)
        waiting = pool.submit(reader.get, web.url("/b"))
        reader.fetcher.close()
        go_on.set()
        assert under_way.result(5).body == b"page"
        with pytest.raises(Unreachable, match="the fetcher was closed"):
            waiting.result(5)


def test_refusals_are_raised_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with Hostile() as web, reading(allow=()) as reader, pytest.raises(Exception, match="public address"):
        reader.get(web.on("/a", PAGE))
    with pytest.raises(RefusedByRobots), reading() as reader:
        reader.get(web.url("/a"))
    assert capfd.readouterr() == ("", "")


def test_sockets_with_high_numbers(web: Hostile, reader: Reader) -> None:
    """`select` knows none above 1023."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    low = os.open(os.devnull, os.O_RDONLY)
    taken = [low, *(os.dup(low) for _ in range(1100))]
    try:
        url = web.on("/a", parts(answer(b"", length=8) + b"page", b"half"), PAGE)
        assert [reader.get(url).body for _ in range(2)] == [b"pagehalf", b"page"]
    finally:
        for number in taken:
            os.close(number)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
