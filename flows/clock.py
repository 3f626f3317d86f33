"""What time it is: the machine's clock, or for a test one that was set to another day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from time import monotonic

Clock = Callable[[], datetime]


class WrongTime(Exception):
    """A time that no run can have; the message says what was expected, what came, and the remedy."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def clock_of(told: str | None) -> Clock:
    """A clock that begins at the ISO time told and goes on as time does; the machine's own without one.

    Raises WrongTime for a time without its zone, and for one that has not come yet: all real visits after it would
    begin before the last one.
    """
    if told is None:
        return utc_now
    try:
        begins = datetime.fromisoformat(told)
    except ValueError:
        raise _wrong("a time like 2026-11-23T09:00:00+02:00", told) from None
    if begins.utcoffset() is None:
        raise _wrong("a time with its zone, like 2026-11-23T09:00:00+02:00 or …Z", told)
    if begins > utc_now():
        raise _wrong(f"a time that has come, before {utc_now():%Y-%m-%dT%H:%MZ}", told)
    start, real = begins.astimezone(UTC), monotonic()
    return lambda: start + timedelta(seconds=monotonic() - real)


def _wrong(expected: str, came: str) -> WrongTime:
    return WrongTime(f"--now: expected {expected}, came {came}")


def too_early(ended: Mapping[str, datetime], now: datetime) -> dict[str, str]:
    """Source → why it may not be visited now; `ended`: when the last visit of each source ended, UTC.

    Visits are named and put in order by their time: one that began before the last would tell of a later state as if
    it had been an earlier one.
    """
    return {
        source: f"its last visit ended {last:%Y-%m-%d %H:%M:%S} UTC, and this one would begin"
        f" {now.astimezone(UTC):%Y-%m-%d %H:%M:%S}. Remedy: a later --now, or this machine's clock set right"
        for source, last in ended.items()
        if now <= last
    }
