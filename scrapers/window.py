"""A window of days that is read back, and what of a source's links may fall into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from scrapers.dates import KYIV, read_date
from scrapers.errors import DateUnreadable

_ID = re.compile(r"[^-]+-backfill-(\d{8})-(\d{8})-[^-]+")


class Span(NamedTuple):
    """The first and the last day of which an article may be; None: nobody knows."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days of Kyiv from `start` on, up to and without `end`."""

    start: date
    end: date

    def may_hold(self, span: Span) -> bool:
        return (span.first is None or span.first < self.end) and (
            span.last is None or span.last >= self.start
        )

    @property
    def interval(self) -> tuple[datetime, datetime]:
        """The same as two points in time, UTC."""
        begin, end = (datetime.combine(day, time(), KYIV).astimezone(UTC) for day in (self.start, self.end))
        return begin, end

    def visit_id(self, source: str, started: datetime) -> str:
        """It names the window, so that a visit that was killed can be told from its records alone."""
        return f"{source}-backfill-{self.start:%Y%m%d}-{self.end:%Y%m%d}-{started:%Y%m%dT%H%M%S%fZ}"


def window_of(visit_id: str) -> Window | None:
    """The window that a visit of this name read; None for one that read what is new."""
    match = _ID.fullmatch(visit_id)
    if match is None:
        return None
    return Window(start=_day(match[1]), end=_day(match[2]))


def _day(told: str) -> date:
    return date(int(told[:4]), int(told[4:6]), int(told[6:]))


def told_span(words: str | None, changed: str | None) -> Span:
    """What an index tells of a link: its day, or that its page was changed last on a day, before which it is."""
    if (day := _read(words)) is not None:
        return Span(day, day)
    last = _read(changed)
    # a page may have been put there a day later where its site counts the hours of another zone
    return Span(None, last + timedelta(days=1)) if last is not None else Span()


def changed_before(changed: str | None, since: date | None) -> bool:
    """Whether a sitemap says that all it names is older than a day."""
    last = told_span(None, changed).last
    return since is not None and last is not None and last < since


def _read(words: str | None) -> date | None:
    if not words:
        return None
    try:
        moment = read_date(words)
    except DateUnreadable:
        return None
    return moment.at.date() if moment.precision in ("minute", "day") else None
