"""Is a source silent, or does it post far less than it did? Told by its own history alone, day by day.

A run of empty days is as surprising as the days are improbable together (`rhythm`), and that surprise as improbable as
the runs of the source's own past make it (`own_past`). An alarm is raised where silences of this length, or longer, are
to be expected less often than FALSE_SILENCES times a year; one that ends by itself makes the next rarer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from warehouse.dwindling import SPANS, Drop, SpanWatch
from warehouse.own_past import OwnPast
from warehouse.rhythm import Forecast, Rhythm, decay

FALSE_SILENCES = 0.6  # a source and year: what an alarm may cost
RUNS, DAYS = 5, 14  # silences that ended and days looked at, before anything is said
YEAR = 365.25
ACTIVE = 120.0  # half-life in days of how many posting days a year has
# what a silence that ended by itself after its alarm makes of the next: that much less may be expected of it, which
# fades by half in so many days
CAUTION, CAUTIOUS = 0.05, 180.0
DEEP = 2.5  # surprise of a run from which on its days are no shortage but a silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """One day of a source. `watched`: a 0 is evidence, for the source was read to its end then and later."""

    day: date
    count: int
    watched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of a source at the end of a day."""

    last: date | None  # the last day on which something came
    empty: int  # days since that were watched
    expected: float  # articles, by now
    chance: float  # of a silence this long, or longer, after any posting day
    per_year: float  # such silences are to be expected by the source's own past
    silent: bool
    drop: Drop | None  # it posts, but far less than it did
    abstained: str | None  # why nothing can be said


@dataclass(slots=True)
class ArrivalWatch:
    """Feed it every day in order; a day that was not watched is none of its evidence, but what came on it is."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    past: OwnPast = field(default_factory=OwnPast)
    spans: tuple[SpanWatch, ...] = field(
        default_factory=lambda: tuple(SpanWatch(days=days) for days in SPANS)
    )
    last: date | None = None
    empty: int = 0
    expected: float = 0.0
    surprise: float = 0.0
    active: float = 1.0  # posting days and days, fading; at first as of a source that posts every third
    looked: float = 3.0
    watched: int = 0
    silent: bool = False
    mistaken: float = 0.0  # alarms that turned out to be none, fading

    def see(self, each: Arrivals) -> None:
        told = self.rhythm.forecast(each.day)
        if each.count:
            self._end_run(each, told)
        if each.watched:
            self._learn(each, told)

    def _end_run(self, each: Arrivals, told: Forecast) -> None:
        if self.last is not None and each.watched:
            self.past.learn(self.surprise, self.surprise + told.emptiness)
        self.mistaken += self.silent
        self.silent = False
        self.last, self.empty, self.expected, self.surprise = each.day, 0, 0.0, 0.0

    def _learn(self, each: Arrivals, told: Forecast) -> None:
        if not each.count and self.last is not None:
            self.empty += 1
            self.expected += told.mean
            self.surprise += told.emptiness
        if self.surprise < DEEP:
            for span in self.spans:
                span.see(each.day, told, each.count)
        keep = decay(ACTIVE)
        self.active, self.looked = self.active * keep + (each.count > 0), self.looked * keep + 1
        self.mistaken *= decay(CAUTIOUS)
        self.watched += 1
        self.rhythm.learn(each.day, told, each.count)
        allowed = FALSE_SILENCES * CAUTION**self.mistaken
        if self.empty and self.lacking() is None and self._per_year() < allowed:
            self.silent = True  # until something comes

    def _per_year(self) -> float:
        return self.past.chance(self.surprise) * YEAR * self.active / self.looked

    def tell(self) -> Verdict:
        drops = [span.drop for span in self.spans if span.drop is not None]
        return Verdict(
            last=self.last,
            empty=self.empty,
            expected=self.expected,
            chance=self.past.chance(self.surprise),
            per_year=self._per_year(),
            silent=self.silent,
            drop=min(drops, key=lambda drop: drop.chance) if drops and not self.silent else None,
            abstained=self.lacking(),
        )

    def lacking(self) -> str | None:
        if self.past.seen >= RUNS and self.watched >= DAYS:
            return None
        posted = self.past.seen + (self.last is not None)
        return f"too little past: posting days {posted} of {RUNS + 1}, days watched {self.watched} of {DAYS}"


def judge_arrivals(history: Iterable[Arrivals]) -> Verdict:
    """Of days in order."""
    watch = ArrivalWatch()
    for each in history:
        watch.see(each)
    return watch.tell()
