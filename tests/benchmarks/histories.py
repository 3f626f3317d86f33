"""Histories of sources that never were: how many articles came on each day, and what is planted into them.

`DEV` is what `warehouse/silence.py` was made with; `HELD_OUT` has other generators, parameters and seeds, written
before any constant was tuned and looked at once afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from warehouse.days import kind_of_day

DAYS = 365
HOLIDAY, SATURDAY, SUNDAY = 7, 5, 6
Counts = list[int]  # of histories that are read from a file, None too: nobody looked
Generator = Callable[[Random, list[date]], Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A year of a source that is well: day by day, what came."""

    name: str
    days: list[date]
    counts: Counts
    silent_from: int | None = None  # the day's number; None: drawn at random

    @property
    def kind(self) -> str:
        return self.name.rpartition("-")[0] or self.name


def poisson(rng: Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def overdispersed(rng: Random, mean: float, shape: float) -> int:
    """Negative binomial of this mean; its variance is mean + mean² / shape."""
    return poisson(rng, rng.gammavariate(shape, mean / shape)) if mean > 0 else 0


def is_off(day: date) -> bool:
    return kind_of_day(day) >= SATURDAY


def steady(rng: Random, days: list[date]) -> Counts:
    mean = rng.uniform(2, 25)
    return [poisson(rng, mean * (0.6 if is_off(day) else 1)) for day in days]


def weekdays_only(rng: Random, days: list[date]) -> Counts:
    mean = rng.uniform(0.8, 6)
    return [0 if is_off(day) else overdispersed(rng, mean, 3) for day in days]


def weekly(rng: Random, days: list[date]) -> Counts:
    """On one day of the week, sometimes a day later, now and then not at all."""
    when, counts = rng.randrange(5), [0] * len(days)
    for number, day in enumerate(days):
        if day.weekday() == when and rng.random() > 0.04:
            counts[min(number + (rng.random() < 0.15), len(days) - 1)] += rng.choice((1, 1, 2))
    return counts


def rare(rng: Random, days: list[date]) -> Counts:
    mean = rng.uniform(0.7, 2.5) / 30
    return [poisson(rng, mean) for _ in days]


def bursty(rng: Random, days: list[date]) -> Counts:
    mean, shape = rng.uniform(0.7, 12), rng.uniform(0.3, 1.2)
    return [overdispersed(rng, mean * (0.4 if is_off(day) else 1), shape) for day in days]


def shifting(rng: Random, days: list[date]) -> Counts:
    """Another level once or twice a year, of a third to three times."""
    mean, counts = rng.uniform(1, 8), []
    changes = {rng.randrange(60, len(days)) for _ in range(2)}
    for number, day in enumerate(days):
        if number in changes:
            mean *= rng.choice((1 / 3, 1 / 2, 2, 3))
        counts.append(overdispersed(rng, mean * (0.5 if is_off(day) else 1), 4))
    return counts


def with_blackouts(rng: Random, days: list[date]) -> Counts:
    """Weeks without current or staff, two to four times a year: the publisher is silent, and well."""
    mean = rng.uniform(1, 8)
    counts = [overdispersed(rng, mean * (0.4 if is_off(day) else 1), 3) for day in days]
    for _ in range(rng.randint(2, 4)):
        first = rng.randrange(len(days) - 10)
        for number in range(first, first + rng.randint(4, 9)):
            counts[number] = 0
    return counts


def with_lull(rng: Random, days: list[date]) -> Counts:
    """Nothing on holidays, and half as much in July and August."""
    mean = rng.uniform(0.8, 6)
    return [
        0
        if kind_of_day(day) == HOLIDAY
        else overdispersed(rng, mean * (0.5 if day.month in (7, 8) else 1) * (0.3 if is_off(day) else 1), 3)
        for day in days
    ]


# ---- held out: other shapes, not other numbers of the same ----


def drifting(rng: Random, days: list[date]) -> Counts:
    """A level that wanders, back to its mean within a month or so."""
    mean, log_level, counts = rng.uniform(0.8, 8), 0.0, []
    for day in days:
        log_level = 0.96 * log_level + rng.gauss(0, 0.18)
        counts.append(overdispersed(rng, mean * math.exp(log_level) * (0.5 if is_off(day) else 1), 2.5))
    return counts


def sessions(rng: Random, days: list[date]) -> Counts:
    """A council: many papers around a session every four weeks or so, between them one a week."""
    counts = [poisson(rng, 0.12 if not is_off(day) else 0.01) for day in days]
    number = rng.randrange(28)
    while number < len(days):
        for near in range(number, min(number + 3, len(days))):
            counts[near] += poisson(rng, 6)
        number += rng.randint(24, 33)
    return counts


def twice_a_week(rng: Random, days: list[date]) -> Counts:
    """Tuesdays and Fridays, never on holidays."""
    return [
        int(kind_of_day(day) in (1, 4) and rng.random() < 0.93) * rng.choice((1, 1, 2, 3)) for day in days
    ]


def at_random_gaps(rng: Random, days: list[date]) -> Counts:
    """One article after every 2 to 9 days, whatever day it is."""
    counts, number = [0] * len(days), rng.randrange(5)
    while number < len(days):
        counts[number] = 1
        number += rng.randint(2, 9)
    return counts


def front_line(rng: Random, days: list[date]) -> Counts:
    """Good weeks and bad ones by turns of a fortnight: a tenth of the articles in a bad one."""
    mean, good, left, counts = rng.uniform(2, 8), True, rng.randint(7, 30), []
    for day in days:
        left -= 1
        if left == 0:
            good, left = not good, rng.randint(4, 12) if good else rng.randint(14, 60)
        counts.append(overdispersed(rng, mean * (1 if good else 0.1) * (0.6 if is_off(day) else 1), 3))
    return counts


def leave_taken(rng: Random, days: list[date]) -> Counts:
    """One person writes all: on leave two weeks in summer, one at the turn of the year, on weekdays else."""
    mean, summer = rng.uniform(0.8, 3), rng.randint(170, 220)
    away = {*range(summer, summer + 14)}
    return [
        0
        if is_off(day) or day.timetuple().tm_yday in away or (day.month, day.day) < (1, 8)
        else poisson(rng, mean)
        for day in days
    ]


def big_portal(rng: Random, days: list[date]) -> Counts:
    """News all day, with campaigns of thrice as much."""
    mean, counts, boost = rng.uniform(30, 120), [], 0
    for day in days:
        boost = boost - 1 if boost else (rng.randint(2, 6) if rng.random() < 0.02 else 0)
        counts.append(overdispersed(rng, mean * (0.5 if is_off(day) else 1) * (3 if boost else 1), 20))
    return counts


def batches(rng: Random, days: list[date]) -> Counts:
    """All of a week on one day of it, whichever; a week is left out now and then."""
    counts = [0] * len(days)
    for start in range(0, len(days) - 6, 7):
        if rng.random() > 0.08:
            counts[start + rng.randrange(7)] += 1 + poisson(rng, 6)
    return counts


DEV: tuple[Generator, ...] = (
    steady, weekdays_only, weekly, rare, bursty, shifting, with_blackouts, with_lull,
)  # fmt: skip
HELD_OUT: tuple[Generator, ...] = (
    drifting, sessions, twice_a_week, at_random_gaps, front_line, leave_taken, big_portal, batches,
)  # fmt: skip


def make_histories(generators: tuple[Generator, ...], sources: int, seed: int) -> list[History]:
    """`sources` years, the generators by turns; each year begins on another day."""
    made = []
    for number in range(sources):
        generator, rng = generators[number % len(generators)], Random(f"{seed} {number}")
        first = date(2024, 1, 1) + timedelta(days=rng.randrange(365))
        days = [first + timedelta(days=day) for day in range(DAYS)]
        made.append(History(name=f"{generator.__name__}-{number}", days=days, counts=generator(rng, days)))
    return made
