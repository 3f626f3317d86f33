"""Is a field, a section or a reading fuller of nothing than it was? Shares of days against the days before them."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from warehouse.rhythm import decay

SPANS = (1, 3, 7, 21)  # days with something to fill, that are looked at together
YEAR = 365.25
REMEMBERED = 120.0  # half-life of the past, in days with something to fill
LOST, MENDED = 0.6, 0.8  # of the share before: below the one it is a loss, above the other it has come back
LEAST_SHARE, LEAST_OF, LEAST_DAYS = 0.1, 5, 4  # of a past that something can be lost from
# articles of one day are alike: so much more than by chance do they scatter, at first, and the days this is worth
ALIKE, ALIKE_DAYS = 2.0, 5.0
MOST = 200  # of articles of a span that are counted, the share staying the same
CAUTION, CAUTIOUS = 0.05, 180.0  # as in silence.py
GIVEN_UP = 90  # days after which a loss is the new state of things


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Of a day: how many of those that there were had it."""

    day: date
    filled: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A share that fell, and has not come back."""

    since: date  # the first day of it
    told: date  # the day that made it certain
    before: float  # the share until then
    share: float  # since then
    chance: float  # of so few by the source's own past, on the day that made it certain


@dataclass(slots=True)
class FillWatch:
    """Feed it the days that had something to fill, in order. `false_a_year`: what an alarm may cost."""

    false_a_year: float
    filled: float = 0.0  # fading
    of: float = 0.0
    odd: float = ALIKE * ALIKE_DAYS
    days: float = ALIKE_DAYS
    seen: int = 0
    first: date | None = None
    recent: deque[Filled] = field(default_factory=lambda: deque(maxlen=max(SPANS)))
    before: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=max(SPANS)))
    mistaken: float = 0.0
    loss: Loss | None = None
    lost: list[Filled] = field(default_factory=list)

    def see(self, each: Filled) -> None:
        if each.of <= 0:
            return
        self.first = self.first or each.day
        self.seen += 1
        if self.loss is not None:
            self._go_on(each)
            return
        self.recent.append(each)
        self.before.append((self.filled, self.of))
        self._look(each)
        self._learn(each)

    def _learn(self, each: Filled) -> None:
        if self.of:
            share = (self.filled + 0.5) / (self.of + 1)
            spread = each.of * max(share * (1 - share), 0.02)
            self.odd = self.odd * decay(REMEMBERED) + min((each.filled - each.of * share) ** 2 / spread, 25.0)
            self.days = self.days * decay(REMEMBERED) + 1
        self.filled = self.filled * decay(REMEMBERED) + each.filled
        self.of = self.of * decay(REMEMBERED) + each.of
        self.mistaken *= decay(CAUTIOUS)

    def _look(self, each: Filled) -> None:
        """The most improbable span that ends today, if it is improbable enough."""
        assert self.first is not None
        days = max((each.day - self.first).days, 1)
        tests = len(SPANS) * YEAR * min(1.0, self.seen / days)
        allowed = self.false_a_year * CAUTION**self.mistaken / tests
        found = [told for span in SPANS if (told := self._span(span)) is not None]
        if found and (worst := min(found, key=lambda told: told[0]))[0] < allowed:
            self._alarm(each.day, *worst)

    def _span(self, days: int) -> tuple[float, int, float] | None:
        """How improbable the last `days` are by those before, their number, and the share before."""
        if days > len(self.recent) or self.seen - days < LEAST_DAYS:
            return None
        filled, of = self.before[-days]
        together = list(self.recent)[-days:]
        came, there = sum(day.filled for day in together), sum(day.of for day in together)
        share = filled / of if of else 0.0
        if of < LEAST_OF or share < LEAST_SHARE or came >= LOST * share * there:
            return None
        alike = max(1.0, self.odd / self.days)
        return fewer(came / alike, there / alike, filled / alike, of / alike), days, share

    def _alarm(self, today: date, chance: float, days: int, share: float) -> None:
        self.lost = list(self.recent)[-days:]
        while len(self.lost) > 1 and self.lost[0].filled >= LOST * share * self.lost[0].of:
            self.lost.pop(0)
        self.loss = Loss(
            since=self.lost[0].day, told=today, before=share, share=_share(self.lost), chance=chance
        )

    def _go_on(self, each: Filled) -> None:
        """An alarm stays until the share has come back for three days, or is what is usual now."""
        assert self.loss is not None
        self.lost.append(each)
        if _share(self.lost[-3:]) >= MENDED * self.loss.before or len(self.lost) > GIVEN_UP:
            self.mistaken += 1
            for day in self.lost:
                self._learn(day)
            self.loss, self.lost = None, []
            self.recent.clear()
            self.before.clear()
            return
        old = self.loss
        self.loss = Loss(
            since=old.since, told=old.told, before=old.before, share=_share(self.lost), chance=old.chance
        )


def _share(days: list[Filled]) -> float:
    return sum(day.filled for day in days) / sum(day.of for day in days)


def fewer(filled: float, of: float, before: float, of_before: float) -> float:
    """P(at most `filled` of `of`) after `before` of `of_before`: beta-binomial, with Jeffreys' prior."""
    scale = min(1.0, MOST / of)
    number, most = max(round(of * scale), 1), max(math.floor(filled * scale), 0)
    yes, no = before + 0.5, of_before - before + 0.5
    whole = _log_beta(yes, no)
    terms = (
        math.lgamma(number + 1)
        - math.lgamma(each + 1)
        - math.lgamma(number - each + 1)
        + _log_beta(yes + each, no + number - each)
        - whole
        for each in range(min(most, number) + 1)
    )
    return min(1.0, math.fsum(map(math.exp, terms)))


def _log_beta(left: float, right: float) -> float:
    return math.lgamma(left) + math.lgamma(right) - math.lgamma(left + right)


def judge_filling(days: Iterable[Filled], false_a_year: float) -> Loss | None:
    """Of days in order: a loss that has not come back, or None."""
    watch = FillWatch(false_a_year)
    for each in days:
        watch.see(each)
    return watch.loss
