"""Manners towards one host: one request at a time, a delay between their starts, and no call before it wishes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic

from scrapers.errors import Unreachable


class _Lane:
    """What is known of one host."""

    __slots__ = ("last_start", "lock", "not_before")

    def __init__(self) -> None:
        self.lock = Lock()  # held from the wait to the end of the answer
        self.last_start = float("-inf")  # monotonic seconds, as `not_before`
        self.not_before = float("-inf")


class Pace:
    """Turns at hosts; a host is any string, such as an origin. Waits end early when `closing` is set."""

    def __init__(self, closing: Event, max_wait: float) -> None:
        self._closing = closing
        self._max_wait = max_wait
        self._lanes: dict[str, _Lane] = {}

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Hold the host for one request, begun at least `delay` seconds after the one before.

        Unreachable if the host has asked for more patience than `max_wait` seconds.
        """
        lane = self._lane(host)
        with lane.lock:
            self._wait(host, lane, delay)
            lane.last_start = monotonic()
            yield

    def postpone(self, host: str, seconds: float) -> None:
        """Let no request to the host begin before so many seconds from now."""
        lane = self._lane(host)
        lane.not_before = max(lane.not_before, monotonic() + seconds)

    def _lane(self, host: str) -> _Lane:
        return self._lanes.get(host) or self._lanes.setdefault(host, _Lane())

    def _wait(self, host: str, lane: _Lane, delay: float) -> None:
        now = monotonic()
        wish = lane.not_before - now
        if wish > self._max_wait:
            raise Unreachable(
                f"{host} asked for no request during {wish:.0f} s more: "
                f"expected at most {self._max_wait:g} s, so none was sent",
                retry_after=wish,
            )
        wait = max(lane.last_start + delay, lane.not_before) - now
        if self._closing.wait(wait) if wait > 0 else self._closing.is_set():
            raise Unreachable(f"{host}: the fetcher was closed before the request could begin")
