from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier, Event
from time import monotonic

import pytest

from scrapers.errors import Unreachable
from scrapers.pace import Pace
from tests.hostile import Hostile, Wire, answer
from tests.scrapers.fetch_tools import reading

SLACK = 0.1  # seconds that a request may take to arrive on a busy machine


def test_one_host_gets_one_request_at_a_time_and_a_pause() -> None:
    with Hostile() as web, reading() as reader, ThreadPoolExecutor(8) as pool:
        urls = [web.on(f"/{number}", answer(b"page")) for number in range(5)]
        begun = monotonic()
        pages = list(pool.map(lambda url: reader.get(url, delay=0.2), urls))
    assert [page.url for page in pages] == urls
    seen = sorted(web.seen, key=lambda seen: seen.started)
    assert [one.path for one in seen].count("/robots.txt") == 1
    assert all(later.started >= one.ended for one, later in pairwise(seen))
    assert seen[-1].started - begun >= 5 * 0.2
    assert all(later.started - one.started > 0.2 - SLACK for one, later in pairwise(seen))
    assert web.connections == 1


def test_long_answer_holds_the_host() -> None:
    with Hostile() as web, reading() as reader, ThreadPoolExecutor(4) as pool:
        waited = Event()

        def slow(wire: Wire) -> None:
            waited.wait(0.1)
            wire.send(answer(b"page"))

        urls = [web.on(f"/{number}", slow) for number in range(4)]
        list(pool.map(reader.get, urls))
    seen = sorted(web.seen, key=lambda seen: seen.started)
    assert all(later.started >= one.ended for one, later in pairwise(seen))


def test_hosts_do_not_wait_for_each_other() -> None:
    together = Barrier(4)

    def meet(wire: Wire) -> None:
        together.wait(5)  # broken unless all four are asked at once
        wire.send(answer(b"page"))

    with (
        Hostile() as web,
        reading(read_timeout=6.0, total_timeout=8.0) as reader,
        ThreadPoolExecutor(4) as pool,
    ):
        others = [Hostile(f"127.0.0.{number}") for number in (2, 3, 4)]
        for other in others:
            other.__enter__()
        urls = [host.on("/a", meet) for host in (web, *others)]
        assert [page.body for page in pool.map(reader.get, urls)] == [b"page"] * 4
        for other in others:
            other.__exit__(None, None, None)


def test_crawl_delay_prevails_over_a_shorter_delay() -> None:
    with Hostile() as web, reading() as reader:
        web.on("/robots.txt", answer(b"User-agent: *\nCrawl-delay: 0.2"))
        begun = monotonic()
        for _ in range(2):
            reader.get(web.on("/a", answer(b"page")), delay=0.01)
    assert web.seen[-1].started - begun >= 2 * 0.2


def test_closing_ends_all_waiting() -> None:
    with Hostile() as web, reading() as reader, ThreadPoolExecutor(1) as pool:
        reader.get(web.on("/a", answer(b"page")))
        waiting = pool.submit(reader.get, web.url("/a"), delay=1000.0)
        start = monotonic()
        reader.fetcher.close()
        with pytest.raises(Unreachable, match="the fetcher was closed"):
            waiting.result(5)
        assert monotonic() - start < 4


def test_turn_comes_after_what_the_host_asked_for() -> None:
    pace = Pace(Event(), max_wait=1.0)
    start = monotonic()
    pace.postpone("a", 0.1)
    pace.postpone("a", 0.01)
    with pace.turn("a", 0.0):
        assert monotonic() - start >= 0.1
    pace.postpone("a", 100.0)
    impatient = pytest.raises(Unreachable, match="a asked for no request during 100 s more")
    with impatient as failure, pace.turn("a", 0.0):
        pass
    assert failure.value.retry_after is not None  # so that nobody retries at once
    assert failure.value.retry_after > 99
    with pace.turn("b", 100.0):
        pass
