"""How soon a silence and a lost field are noticed, at how many false alarms; beside two rules in use elsewhere.

    python -m tests.benchmarks.silence                    # 60 sources × 1 year, of generators not used in development
    python -m tests.benchmarks.silence --set dev          # those that were
    python -m tests.benchmarks.silence --seed 99          # other years of the same kinds
    python -m tests.benchmarks.silence --histories FILE   # your own: JSON lines, see `read_histories`

For each source a year in which it is well gives the false alarms (each that begins counts, «silent» and «fewer»), and
the same year with a silence planted on a day drawn at random gives the delay: days from the first silent day to the
end of the day of the alarm. Beside the days are the articles that were missed until then, for a source that posts
once a month can't be missed in a week. «N days» is the shortest fixed rule that has no more false alarms than ours
on these very years.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count as count_from
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from tests.benchmarks.histories import DEV, HELD_OUT, History, make_histories
from warehouse.filling import Filled, FillWatch
from warehouse.health import FALSE_LOSSES
from warehouse.silence import Arrivals, ArrivalWatch

SEEDS = {"dev": 1, "held-out": 2024}
FIRST, LAST = 150, 270  # days between which something is planted: a past before it, room behind it
FIELDS = {
    "published": 1.0,
    "author": 0.97,
    "category": 0.85,
    "images": 0.7,
    "source_tags": 0.45,
    "region_hint": 0.15,
}
KEPT = (0.0, 0.3)  # of a field's articles, once it is lost
# is there an alarm at the end of this day? None: nobody looked
Alarming = Callable[[date, int | None], bool]


def own_past(*, silent_only: bool = False) -> Alarming:
    watch = ArrivalWatch()

    def look(day: date, count: int | None) -> bool:
        watch.see(Arrivals(day=day, count=count or 0, watched=count is not None))
        verdict = watch.tell()
        return verdict.silent or (verdict.drop is not None and not silent_only)

    return look


def fixed(limit: int) -> Alarming:
    """«Zero items» is `limit` 1: a visit a day that finds nothing new."""
    empty = 0

    def look(day: date, count: int | None) -> bool:
        nonlocal empty
        empty = 0 if count else empty + (count == 0)
        return empty >= limit

    return look


RULES: dict[str, Callable[[], Alarming]] = {
    "own past": own_past,
    "zero items": partial(fixed, 1),
    "14 days": partial(fixed, 14),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Of one rule and source; a delay of None: not noticed in what was left of the year."""

    kind: str
    false_alarms: int
    delay: int | None
    missed: int
    left: int  # days that were left


def begun(alarms: Iterator[bool]) -> int:
    before, count = False, 0
    for alarm in alarms:
        count += alarm and not before
        before = alarm
    return count


def try_rule(rule: Callable[[], Alarming], history: History) -> Result:
    """«Fewer» counts as a false alarm, and never as a silence that was noticed."""
    look = rule()
    days = list(zip(history.days, history.counts, strict=True))
    false_alarms = begun(look(day, count) for day, count in days)
    planted = history.silent_from
    if planted is None:
        planted = Random(f"silence {history.name}").randrange(
            min(FIRST, len(days) // 2), min(LAST, len(days) - 1)
        )
    look, missed = own_past(silent_only=True) if rule is own_past else rule(), 0
    for day, count in days[:planted]:
        look(day, count)
    for number, (day, count) in enumerate(days[planted:], start=1):
        missed += count or 0
        if look(day, None if count is None else 0):
            return Result(
                kind=history.kind,
                false_alarms=false_alarms,
                delay=number,
                missed=missed,
                left=len(days) - planted,
            )
    return Result(
        kind=history.kind, false_alarms=false_alarms, delay=None, missed=missed, left=len(days) - planted
    )


def as_rare(histories: list[History], false_alarms: int) -> tuple[int, list[Result]]:
    """The shortest fixed rule with at most so many false alarms, and its results."""
    for days in count_from(1):
        results = [try_rule(partial(fixed, days), history) for history in histories]
        if sum(each.false_alarms for each in results) <= false_alarms:
            return days, results
    raise AssertionError("a rule longer than the years has no alarms")


def fillings(
    history: History, field: str, share: float, planted: int | None, kept: float
) -> Iterator[tuple[int, Filled]]:
    """Articles of a day are alike: the share of each day is drawn anew about that of the field."""
    rng = Random(f"{field} {history.name}")
    for number, (day, count) in enumerate(zip(history.days, history.counts, strict=True)):
        today = share if share in (0.0, 1.0) else rng.betavariate(12 * share, 12 * (1 - share))
        if planted is not None and number >= planted:
            today *= kept
        filled = sum(rng.random() < today for _ in range(count))
        if count:
            yield number, Filled(day=day, filled=filled, of=count)


def try_field(history: History, field: str, share: float, kept: float) -> Result:
    watch, alarms = FillWatch(FALSE_LOSSES), []
    for _, each in fillings(history, field, share, None, kept):
        watch.see(each)
        alarms.append(watch.loss is not None)
    planted, articles = Random(f"{field} {kept} {history.name}").randrange(FIRST, LAST), 0
    watch = FillWatch(FALSE_LOSSES)
    left, found = len(history.days) - planted, None
    for number, each in fillings(history, field, share, planted, kept):
        watch.see(each)
        articles += each.of if number >= planted else 0
        if number >= planted and watch.loss is not None:
            found = number - planted + 1
            break
    return Result(
        kind=history.kind, false_alarms=begun(iter(alarms)), delay=found, missed=articles, left=left
    )


def at(results: list[Result], share: float) -> str:
    """The delay within which this share was noticed; `> N` where it is not known for so many."""
    delays = sorted((result.delay is None, result.delay or result.left) for result in results)
    unknown, days = delays[min(int(share * len(delays)), len(delays) - 1)]
    return f"> {days}" if unknown else str(days)


def row(name: str, results: list[Result]) -> list[str]:
    missed = sorted(result.missed for result in results)
    return [
        name,
        f"{sum(result.false_alarms for result in results) / len(results):.2f}",
        str(max(result.false_alarms for result in results)),
        at(results, 0.5),
        at(results, 0.9),
        str(missed[len(missed) // 2]),
        f"{sum(result.delay is not None for result in results)}/{len(results)}",
    ]


def print_table(console: Console, title: str, rows: list[list[str]]) -> None:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    heads = ("", "false a year", "at most", "median days", "90 % days", "articles missed", "noticed")
    for number, name in enumerate(heads):
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for cells in rows:
        table.add_row(*cells)
    console.print(table)
    console.print()


def read_histories(file: Path) -> list[History]:
    """A line each: {"name": …, "first": "2024-01-01", "counts": [2, 0, null, …], "silent_from": 200}.

    null: nobody looked, or not all could be read. Without `silent_from` a day is drawn.
    """
    return [
        History(
            name=given["name"],
            days=[
                date.fromisoformat(given["first"]) + timedelta(days=number)
                for number in range(len(given["counts"]))
            ],
            counts=given["counts"],
            silent_from=given.get("silent_from"),
        )
        for given in map(json.loads, file.read_text("utf-8").splitlines())
    ]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.silence", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--set", choices=SEEDS, default="held-out")
    parser.add_argument("--seed", type=int, help="of the years; another one than was looked at")
    parser.add_argument("--sources", type=int, default=60)
    parser.add_argument("--histories", type=Path, help="JSON lines instead of generators")
    given = parser.parse_args(arguments)
    console = Console(width=120, highlight=False)
    generators = DEV if given.set == "dev" else HELD_OUT
    seed = SEEDS[given.set] if given.seed is None else given.seed
    histories = (
        read_histories(given.histories)
        if given.histories
        else make_histories(generators, given.sources, seed)
    )
    console.print(
        f"{len(histories)} sources × {len(histories[0].days)} days, {given.histories or f'{given.set}, seed {seed}'}\n"
    )
    results = {name: [try_rule(rule, history) for history in histories] for name, rule in RULES.items()}
    days, results["N days"] = as_rare(histories, sum(each.false_alarms for each in results["own past"]))
    results[f"{days} days"] = results.pop("N days")
    print_table(console, "silence, by rule", [row(rule, found) for rule, found in results.items()])
    kinds = list(dict.fromkeys(history.kind for history in histories))
    by_kind = [row(kind, [each for each in results["own past"] if each.kind == kind]) for kind in kinds]
    print_table(console, "silence by own past, by kind of source", by_kind)
    if not given.histories:
        lost = [
            row(
                f"{field} ({share:.0%}), {kept:.0%} left",
                [try_field(history, field, share, kept) for history in histories],
            )
            for field, share in FIELDS.items()
            for kept in KEPT
        ]
        print_table(console, "a field is lost, by share before", lost)


if __name__ == "__main__":
    main()
