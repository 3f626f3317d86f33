"""Is a source silent, or does it post far less than it did? Told by its own history alone, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from warehouse.own_past import OwnPast
from warehouse.rhythm import Rhythm, decay

FALSE_SILENCES = 0.4  # a source and year: what an alarm may cost
RUNS, DAYS = 5, 14  # posting days and days looked at, before anything is said
YEAR = 365.25
ACTIVE = 120.0  # half-life in days of how many posting days a year has
# what a silence that ended by itself after its alarm makes of the next: that much less may be expected of it, which fades
CAUTION, CAUTIOUS = 0.1, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What is to be said of a source at the end of a day."""

    last: date | None  # the last day on which something came
    days: int  # looked at since, and empty
    expected: float  # articles, by now
    chance: float  # of a silence this long, or longer, after any article
    per_year: float  # such silences are to be expected by the source's own past
    alarm: bool
    abstained: str | None = None  # why nothing can be said


@dataclass(slots=True)
class SilenceWatch:
    """Feed it every day in order, also those that say nothing (`count` None: not looked at, down, blocked, partial)."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    past: OwnPast = field(default_factory=OwnPast)
    last: date | None = None
    empty: int = 0
    expected: float = 0.0
    surprise: float = 0.0
    active: float = 1.0
    looked: float = 3.0
    watched: int = 0
    alarmed: bool = False
    mistaken: float = 0.0  # alarms that turned out to be none, fading

    def see(self, day: date, count: int | None) -> None:
        if count is None:
            return
        told = self.rhythm.forecast(day)
        if count:
            if self.last is not None:
                self.past.learn(self.surprise, self.surprise + told.emptiness)
            self.last, self.empty, self.expected, self.surprise = day, 0, 0.0, 0.0
            self.mistaken += self.alarmed
            self.alarmed = False
        elif self.last is not None:
            self.empty += 1
            self.expected += told.mean
            self.surprise += told.emptiness
        keep = decay(ACTIVE)
        self.active, self.looked = self.active * keep + (count > 0), self.looked * keep + 1
        self.watched += 1
        self.mistaken *= decay(CAUTIOUS)
        self.rhythm.learn(day, count)
        self.alarmed = self.alarmed or self.tell().alarm

    def tell(self) -> Silence:
        chance = self.past.chance(self.surprise)
        per_year = chance * YEAR * self.active / self.looked
        lacking = self._lacking()
        return Silence(
            last=self.last,
            days=self.empty,
            expected=self.expected,
            chance=chance,
            per_year=per_year,
            alarm=lacking is None
            and self.empty > 0
            and (self.alarmed or per_year < FALSE_SILENCES * CAUTION**self.mistaken),
            abstained=lacking,
        )

    def _lacking(self) -> str | None:
        if self.past.seen >= RUNS and self.watched >= DAYS:
            return None
        return (
            f"{self.past.seen + (self.last is not None)} posting days in {self.watched} days looked at: too few to know "
            f"its habits (needs {RUNS + 1} in {DAYS})"
        )


def judge_silence(history: Iterable[tuple[date, int | None]]) -> Silence:
    """Of days in order; None stands for a day that is no evidence."""
    watch = SilenceWatch()
    for day, count in history:
        watch.see(day, count)
    return watch.tell()
