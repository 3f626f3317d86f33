"""Does a source that is not silent post far less than it did? Sums of some weeks against the level before them."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import date

from warehouse.own_past import OwnPast
from warehouse.rhythm import Forecast, decay

FALSE_DROPS = 0.2  # a source, year and span: what an alarm may cost
SPANS = (7, 28)  # days looked at that are summed
TESTS = 3.0  # a span is looked at each day: that many independent ones begin within its length
SHARE = 0.5  # more than this of what was to be expected is no alarm, however improbable
LEAST = 5.0  # articles to be expected in a span, or nothing can be said
LEARNT = 3  # spans seen end to end, before anything is said
CAUTION, CAUTIOUS = 0.05, 180.0  # as in silence.py
TRUST = 100  # spans that the forecast is believed by before the source's own count
SCATTER, FORGET = (
    2.0,
    400.0,
)  # variance ÷ mean of sums at first, and the half-life in days of what was seen since
YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Of a span that ends now."""

    since: date  # its first day
    days: int  # of it that were watched
    came: int
    expected: float
    chance: float  # of so few, or fewer
    per_year: float


@dataclass(slots=True)
class SpanWatch:
    """Sums of `days` days; feed it every day that was looked at, with what was foretold of it."""

    days: int
    past: OwnPast = field(default_factory=lambda: OwnPast.trusting(TRUST))
    seen: deque[tuple[date, Forecast, int]] = field(default_factory=deque)
    squares: float = SCATTER * 50
    means: float = 50.0
    since: int = 0
    learnt: int = 0
    mistaken: float = 0.0
    drop: Drop | None = None  # while it is alarming

    def see(self, day: date, told: Forecast, count: int) -> None:
        self.seen.append((day, told, count))
        self.mistaken *= decay(CAUTIOUS)
        if len(self.seen) < self.days:
            return
        if len(self.seen) > self.days:
            self.seen.popleft()
        expected = self.seen[0][1].level * sum(each.factor for _, each, _ in self.seen)
        came = sum(count for _, _, count in self.seen)
        surprise = self._surprise(came, expected)
        self._tell(came, expected, surprise)
        self.since += 1
        if self.since >= self.days:
            self.since = 0
            self.learnt += 1
            self.past.learn(max(surprise - 0.25, 0.0), surprise + 0.25)
        keep = decay(FORGET)
        self.squares = self.squares * keep + (came - expected) ** 2 / self.days
        self.means = self.means * keep + expected / self.days

    def _surprise(self, came: int, expected: float) -> float:
        scatter = max(1.0, self.squares / self.means)
        gap = 2 * (math.sqrt(came + 0.5) - math.sqrt(expected + 0.5)) / math.sqrt(scatter)
        return -math.log(max(0.5 * math.erfc(-gap / math.sqrt(2)), 1e-30))

    def _tell(self, came: int, expected: float, surprise: float) -> None:
        chance = self.past.chance(surprise)
        per_year = chance * TESTS * YEAR / self.days
        is_drop = (
            self.learnt >= LEARNT
            and expected >= LEAST
            and came < SHARE * expected
            and per_year < FALSE_DROPS * CAUTION**self.mistaken
        )
        if self.drop is not None and not is_drop:
            self.mistaken += 1
        self.drop = (
            Drop(
                since=self.seen[0][0],
                days=self.days,
                came=came,
                expected=expected,
                chance=chance,
                per_year=per_year,
            )
            if is_drop
            else None
        )
