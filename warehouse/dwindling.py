"""Does a source that is not silent post far less than it did? Sums of some weeks against the level before them."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import date

from warehouse.own_past import OwnPast
from warehouse.rhythm import Forecast, decay

FALSE_DROPS = 0.2  # a source, year and span: what an alarm may cost
SPANS = (7, 28)  # days looked at that are summed
TESTS = 3.0  # a span is looked at each day: that many independent ones begin within its length
SHARE = 0.5  # more than this of what was to be expected is no alarm, however improbable
LEAST = 5.0  # articles to be expected in a span, or nothing can be said
LEARNT = 2  # spans seen end to end before the present one, or nothing is said
CAUTION, CAUTIOUS = 0.05, 180.0  # as in silence.py
TRUST = 100  # spans that the forecast is believed by before the source's own count
# variance ÷ mean of sums at first, the articles a day that this is worth, and the half-life in days of what is seen
SCATTER, SCATTER_WEIGHT, FORGET = 2.0, 50.0, 400.0
MENDED, GIVEN_UP = 0.75, 60  # share of what was expected that ends an alarm; days after which it is given up
YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Of a span that ends now."""

    since: date  # the first day of the span that gave the alarm
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
    # sums, what was expected of them and how surprising they were, until no day of theirs is in the present one
    waiting: deque[tuple[int, float, float]] = field(default_factory=deque)
    squares: float = SCATTER * SCATTER_WEIGHT
    means: float = SCATTER_WEIGHT
    learnt: int = 0
    mistaken: float = 0.0
    drop: Drop | None = None
    level: float = 0.0  # before the drop
    lasting: int = 0

    def see(self, day: date, told: Forecast, count: int) -> None:
        self.mistaken *= decay(CAUTIOUS)
        self.seen.append((day, told, count))
        if len(self.seen) < self.days:
            return
        if len(self.seen) > self.days:
            self.seen.popleft()
        came = sum(count for _, _, count in self.seen)
        week = sum(each.factor for _, each, _ in self.seen)
        if self.drop is not None:
            self._go_on(self.drop, came, self.level * week)
            return
        level = self.seen[0][1].level
        surprise = self._surprise(came, level * week)
        self.drop = self._find(came, level * week, surprise)
        if self.drop is not None:
            self.level, self.lasting = level, 0
            self.waiting.clear()
            return
        self.waiting.append((came, level * week, surprise))
        if len(self.waiting) > self.days:
            self._learn(*self.waiting.popleft())

    def _learn(self, came: int, expected: float, surprise: float) -> None:
        self.learnt += 1
        if self.learnt % self.days == 0:  # those that share no day
            self.past.learn(max(surprise - 0.25, 0.0), surprise + 0.25)
        keep = decay(FORGET)
        self.squares = self.squares * keep + (came - expected) ** 2 / self.days
        self.means = self.means * keep + expected / self.days

    def _surprise(self, came: int, expected: float) -> float:
        scatter = max(1.0, self.squares / self.means)
        gap = 2 * (math.sqrt(came + 0.5) - math.sqrt(expected + 0.5)) / math.sqrt(scatter)
        return -math.log(max(0.5 * math.erfc(-gap / math.sqrt(2)), 1e-30))

    def _find(self, came: int, expected: float, surprise: float) -> Drop | None:
        if self.learnt < LEARNT * self.days or expected < LEAST or came >= SHARE * expected:
            return None
        chance = self.past.chance(surprise)
        per_year = chance * TESTS * YEAR / self.days
        if per_year >= FALSE_DROPS * CAUTION**self.mistaken:
            return None
        return Drop(
            since=self.seen[0][0],
            days=self.days,
            came=came,
            expected=expected,
            chance=chance,
            per_year=per_year,
        )

    def _go_on(self, drop: Drop, came: int, expected: float) -> None:
        """An alarm stays until as much comes as before, or what comes is the usual now."""
        self.lasting += 1
        if came >= MENDED * expected or self.lasting > GIVEN_UP:
            self.drop, self.mistaken = None, self.mistaken + 1
            return
        self.drop = replace(drop, came=came, expected=expected)
