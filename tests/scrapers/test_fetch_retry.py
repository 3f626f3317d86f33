from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from scrapers.errors import BadResponse, Blocked, Gone, Unreachable
from scrapers.retry import read_retry_after
from tests.hostile import Hostile, Wire, answer, chunk, head
from tests.scrapers.fetch_tools import Reader, reading

PAGE = answer(b"page")
BUSY = answer(b"", "503 Service Unavailable")


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as web:
        yield web


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading(attempts=3) as reader:
        yield reader


TORN: dict[str, bytes | Callable[[Wire], None]] = {
    "reset at once": lambda wire: wire.reset(),
    "reset in the headers": lambda wire: wire.reset(b"HTTP/1.1 200 OK\r\nContent-"),
    "reset in the body": lambda wire: wire.reset(answer(b"half", length=8)),
    "closed at once": lambda wire: wire.close(),
    "closed in the status line": lambda wire: wire.close(b"HTTP/1.1 20"),
    "closed in the headers": lambda wire: wire.close(b"HTTP/1.1 200 OK\r\nX-One: 1\r\n"),
    "closed in a header": lambda wire: wire.close(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "closed in the body": lambda wire: wire.close(answer(b"half", length=8)),
    "closed in a chunk": lambda wire: wire.close(
        head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + b"9\r\nab"
    ),
    "closed between chunks": lambda wire: wire.close(
        head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk(b"ab")
    ),
    "closed in a gzip without length": lambda wire: wire.close(
        head("HTTP/1.1 200 OK", "Content-Encoding: gzip") + b"\x1f\x8b\x08\0"
    ),
    "more than said": answer(b"page and more", length=4),
    "more than nothing": answer(b"page", length=0),
    "more than said, then closed": lambda wire: wire.close(
        answer(b"page and more", length=4, headers=["Connection: close"])
    ),
    "408": answer(b"", "408 Request Timeout"),
    "429": answer(b"", "429 Too Many Requests"),
    "500": answer(b"", "500 Internal Server Error"),
    "503": BUSY,
    "599": answer(b"", "599 What"),
}


@pytest.mark.parametrize("act", TORN.values(), ids=TORN.keys())
def test_trouble_that_heals(web: Hostile, reader: Reader, act: bytes | Callable[[Wire], None]) -> None:
    url = web.on("/a", act, act, PAGE)
    assert reader.get(url).body == b"page"
    assert len(web.asked("/a")) == 3
    assert reader.get(url).body == b"page"


LASTING = {name: act for name, act in TORN.items() if name != "429"}


@pytest.mark.parametrize("act", LASTING.values(), ids=LASTING.keys())
def test_trouble_that_stays(web: Hostile, reader: Reader, act: bytes | Callable[[Wire], None]) -> None:
    url = web.on("/a", act)
    with pytest.raises(Unreachable, match=f"{url}: expected"):
        reader.get(url)
    assert len(web.asked("/a")) == 3
    assert reader.get(web.on("/b", PAGE)).body == b"page"


def test_nobody_listens(reader: Reader) -> None:
    with Hostile() as web:
        reader.get(web.on("/a", lambda wire: wire.close(PAGE)))
    with pytest.raises(Unreachable, match=r"expected a connection, came .*refused"):
        reader.get(web.url("/a"))


def test_every_attempt_that_was_answered_is_archived(web: Hostile, reader: Reader) -> None:
    with pytest.raises(Unreachable, match="came 503 Service Unavailable") as failure:
        reader.get(web.on("/a", BUSY))
    assert [exchange.status for exchange in reader.archive.exchanges] == [503] * 3
    assert failure.value.capture is not None
    assert failure.value.capture.warc_offset == len(reader.archive.written)


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "400 Bad Request"])
def test_what_cannot_heal_is_asked_once(web: Hostile, reader: Reader, status: str) -> None:
    with pytest.raises((Gone, Blocked, BadResponse)):
        reader.get(web.on("/a", answer(b"", status)))
    assert len(web.asked("/a")) == 1


def test_too_many_requests_after_all_retries(web: Hostile, reader: Reader) -> None:
    with pytest.raises(Blocked, match="came 429 Too Many Requests") as failure:
        reader.get(web.on("/a", answer(b"", "429 Too Many Requests")))
    assert len(web.asked("/a")) == 3
    assert failure.value.capture is not None


@pytest.mark.parametrize(
    ("status", "form"), [("429 Too Many Requests", "seconds"), ("503 Service Unavailable", "date")]
)
def test_retry_after_is_waited_for(web: Hostile, reader: Reader, status: str, form: str) -> None:
    def busy(wire: Wire) -> None:
        then = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
        value = "1" if form == "seconds" else format_datetime(then, usegmt=True)
        wire.send(answer(b"", status, headers=[f"Retry-After: {value}"]))

    url = web.on("/a", busy, PAGE)
    assert reader.get(url).body == b"page"
    first, second = web.asked("/a")
    assert 0.95 < second.started - first.ended < 4  # a date has whole seconds: one to two of them


@pytest.mark.parametrize(
    ("status", "error"), [("429 Too Many Requests", Blocked), ("503 Service Unavailable", Unreachable)]
)
def test_retry_after_that_is_too_long_is_kept_by_all(
    web: Hostile, reader: Reader, status: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"came .* and the wish to wait 3600 s"):
        reader.get(web.on("/a", answer(b"", status, headers=["Retry-After: 3600"])))
    with pytest.raises(
        Unreachable, match=r"asked for no request during 3\d\d\d s more: expected at most 3 s"
    ):
        reader.get(web.on("/b", PAGE))
    assert [seen.path for seen in web.seen] == ["/robots.txt", "/a"]
    with Hostile("127.0.0.2") as other:
        assert reader.get(other.on("/a", PAGE)).body == b"page"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 16 Nov 2026 10:00:30 GMT", 30.0),
        ("Mon, 16 Nov 2026 12:00:30 +0200", 30.0),
        ("Mon, 16 Nov 2026 10:00:30 -0000", 30.0),
        ("Mon, 16 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("٣", None),
        ("", None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, datetime(2026, 11, 16, 10, tzinfo=UTC)) == seconds


def test_host_that_is_down_is_not_asked_for_ever(web: Hostile) -> None:
    with reading(attempts=2) as reader:
        reader.get(web.on("/good", PAGE))
        web.on("/robots.txt", lambda wire: wire.reset())
        for number in range(5):
            with pytest.raises(Unreachable, match="torn"):
                reader.get(web.on(f"/{number}", lambda wire: wire.reset()))
            assert not reader.fetcher.host_down(web.origin)
        for _ in range(3):
            with pytest.raises(Unreachable, match=f"{web.origin} did not answer 5 times in a row"):
                reader.get(web.url("/good"))
        assert reader.fetcher.host_down(web.url("/anything"))
        with Hostile("127.0.0.2") as other:
            assert reader.get(other.on("/a", PAGE)).body == b"page"
            assert not reader.fetcher.host_down(other.origin)
    assert len(web.asked("/good")) == 1
    assert len(web.asked("/robots.txt")) == 2
    assert sum(len(web.asked(f"/{number}")) for number in range(5)) == 10


def test_bad_pages_do_not_stop_the_good_ones(web: Hostile) -> None:
    with reading(attempts=1) as reader:
        for number, act in enumerate([*TORN.values()] * 2):
            with pytest.raises((Unreachable, Blocked)):
                reader.get(web.on(f"/bad/{number}", act))
        assert reader.get(web.on("/good", PAGE)).body == b"page"
        assert not reader.fetcher.host_down(web.origin)
    assert 1 < len(web.asked("/robots.txt")) < 12


def test_failures_in_a_row_are_counted_from_the_last_answer(web: Hostile) -> None:
    with reading(attempts=1) as reader:
        web.on("/bad", BUSY)
        web.on("/gone", answer(b"", "404 Not Found"))
        for _ in range(4):
            for _ in range(4):
                with pytest.raises(Unreachable):
                    reader.get(web.url("/bad"))
            with pytest.raises(Gone):
                reader.get(web.url("/gone"))
    assert len(web.asked("/robots.txt")) == 1
