"""How many articles a day brings, told by the days before it: level, week, holidays, and how much they scatter."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date

from warehouse.days import KINDS, kind_of_day

# days after which a day counts half: of the level (a fast and a slow one, weighed by how well each foretold), of the
# week, of the scatter
FAST, SLOW, WEEK, SCATTER = 14.0, 60.0, 150.0, 60.0
# what is expected of the kinds of days until a source has shown its own: offices rest on Saturdays, Sundays, holidays
USUAL = (1.1, 1.1, 1.1, 1.1, 1.1, 0.75, 0.7, 0.7)
USUAL_WEIGHT = 4.0  # posting acts that this is worth
USUAL_SCATTER, SCATTER_WEIGHT = 2.0, 5.0  # variance ÷ mean, and the articles it is worth
PRIOR_DAYS = 6.0  # days of the long-run level that a short memory begins with
FORGIVING = 0.97  # of how well a memory foretold, each day


def decay(half_life: float) -> float:
    return math.pow(0.5, 1 / half_life)


@dataclass(slots=True)
class Memory:
    """A level as a gamma distribution, of which older days fade."""

    keep: float
    count: float = 0.0
    days: float = 0.0
    skill: float = 0.0

    def learn(self, count: float, factor: float) -> None:
        self.count = self.count * self.keep + count
        self.days = self.days * self.keep + factor


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one day: articles of a mean day, this one against it, variance ÷ mean, and how surprising it would be empty,
    −ln P(0).
    """

    level: float
    factor: float
    scatter: float
    emptiness: float

    @property
    def mean(self) -> float:
        return self.level * self.factor


@dataclass(slots=True)
class Rhythm:
    """Learns day by day. Counts that stand far out are taken for less, so that one flood is no new level."""

    memories: tuple[Memory, ...] = field(default_factory=lambda: (Memory(decay(FAST)), Memory(decay(SLOW))))
    long_run: Memory = field(default_factory=lambda: Memory(decay(2 * WEEK), 0.3, 1.0))
    came: list[float] = field(default_factory=lambda: [0.0] * KINDS)
    looked: list[float] = field(default_factory=lambda: [0.0] * KINDS)
    squares: float = USUAL_SCATTER * SCATTER_WEIGHT
    means: float = SCATTER_WEIGHT

    @property
    def scatter(self) -> float:
        return max(1.0, self.squares / self.means)

    def factor(self, kind: int) -> float:
        """This kind of day against a mean day of the source."""
        total = sum(self.came)
        weight = USUAL_WEIGHT * self.scatter
        mean = total / days if (days := sum(self.looked)) else 0.0
        return (self.came[kind] + weight * USUAL[kind]) / (mean * self.looked[kind] + weight)

    def _levels(self) -> list[tuple[float, float]]:
        """Of each memory: articles and days of a mean day, that it rests on."""
        base = self.long_run.count / self.long_run.days
        return [(each.count + PRIOR_DAYS * base, each.days + PRIOR_DAYS) for each in self.memories]

    def _weights(self) -> list[float]:
        best = max(each.skill for each in self.memories)
        raw = [math.exp(each.skill - best) for each in self.memories]
        return [each / sum(raw) for each in raw]

    def forecast(self, day: date) -> Forecast:
        factor, scatter = self.factor(kind_of_day(day)), self.scatter
        level = empty = 0.0
        for (count, days), weight in zip(self._levels(), self._weights(), strict=True):
            level += weight * count / days
            empty += weight * _no_act(count, days, factor, scatter)
        return Forecast(level, factor, scatter, -math.log(max(empty, 1e-12)))

    def learn(self, day: date, told: Forecast, count: int) -> None:
        """`told`: what was foretold of it."""
        kind, factor = kind_of_day(day), told.factor
        taken = min(count, told.mean + 4 * math.sqrt(told.scatter * told.mean) + 3)
        for memory, (came, days) in zip(self.memories, self._levels(), strict=True):
            empty = _no_act(came, days, factor, told.scatter)
            memory.skill = memory.skill * FORGIVING + math.log(max(empty if taken == 0 else 1 - empty, 1e-6))
            memory.learn(taken, factor)
        self.long_run.learn(taken, factor)
        fade = decay(WEEK)
        self.came = [each * fade for each in self.came]
        self.looked = [each * fade for each in self.looked]
        self.came[kind] += taken
        self.looked[kind] += 1
        fade = decay(SCATTER)
        self.squares = self.squares * fade + (taken - told.mean) ** 2
        self.means = self.means * fade + told.mean
        if self.means < SCATTER_WEIGHT:  # of a source with hardly any articles there is nothing to be learnt
            self.squares += (SCATTER_WEIGHT - self.means) * USUAL_SCATTER
            self.means = SCATTER_WEIGHT


def _no_act(count: float, days: float, factor: float, scatter: float) -> float:
    """P(0): articles come in posting acts of `scatter` each, and how many acts a day has is known from `days`."""
    return math.pow(days / (days + factor), count / scatter)
