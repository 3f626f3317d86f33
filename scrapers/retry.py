"""When to ask again, and when to stop asking a host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    sleep_using_event,
    stop_after_attempt,
    wait_exponential,
    wait_random_exponential,
)

from scrapers.errors import Unreachable

T = TypeVar("T")

_LOST_AFTER = 5  # failures in a row, each after its retries


class Lasting(Exception):
    """The cause of an Unreachable that another attempt will not better: the total limit, or a certificate."""


def attempt_with(again: Retrying, call: Callable[[], T]) -> T:
    """`call`, repeated as `again` says; its machinery costs as much as a request and begins with the first failure."""
    try:
        return call()
    except Unreachable as error:
        failures = [error]

    def go_on() -> T:
        if failures:
            raise failures.pop()
        return call()

    return again(go_on)


def retrying(*, attempts: int, backoff: float, max_wait: float, closing: Event) -> Retrying:
    """Calls that are repeated while they can heal: after a backoff, or exactly after the server's own wish."""
    half = {"multiplier": backoff / 2, "max": max_wait / 2}
    jittered = wait_exponential(**half) + wait_random_exponential(**half)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        wish = error.retry_after if isinstance(error, Unreachable) else None
        return jittered(state) if wish is None else wish

    def heals(error: BaseException) -> bool:
        if not isinstance(error, Unreachable) or (error.retry_after or 0.0) > max_wait:
            return False
        return not isinstance(error.__cause__, Lasting)

    return Retrying(
        stop=stop_after_attempt(attempts),
        wait=wait,
        retry=retry_if_exception(heals),
        sleep=sleep_using_event(closing),
        reraise=True,
    )


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header, a number or an HTTP date; None if there is none or it says neither."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())


class Breaker:
    """Tells a host that is down from a host with some bad pages."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._down: set[str] = set()
        self._lock = Lock()

    def answered(self, host: str) -> None:
        if host in self._failures:
            with self._lock:
                self._failures.pop(host, None)

    def failed(self, host: str) -> None:
        with self._lock:
            self._failures[host] = self._failures.get(host, 0) + 1

    def suspects(self, host: str) -> bool:
        """Whether the host should be asked for something harmless before anything else."""
        return self._failures.get(host, 0) >= _LOST_AFTER

    def condemn(self, host: str) -> None:
        self._down.add(host)

    def is_down(self, host: str) -> bool:
        return host in self._down

    @staticmethod
    def down(host: str) -> Unreachable:
        return Unreachable(
            f"{host} did not answer {_LOST_AFTER} times in a row, nor for robots.txt: not asked again"
        )
