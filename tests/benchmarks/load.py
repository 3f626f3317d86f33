"""What loading and publishing cost, without visits: batches staged as a crawl stages them go straight to the warehouse.

`python -m tests.benchmarks.load` tells CPU of small and of big visits, into a new warehouse and into a grown one;
`--memory` the resident memory of 10,000 and of 100,000 articles.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count, product
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from scrapers.records import Batch
from tests.benchmarks.memory import SIZES, SOURCES, peak
from tests.benchmarks.process import Measured, measure
from tests.benchmarks.staged import stage_visit
from warehouse.db import open_writer
from warehouse.publish import publish
from warehouse.store import groups, load

GROWN = 100_000  # articles of the warehouse that is not new
SHAPES = ((20, 10), (8, 400))  # visits, articles of each
STEPS = ("open", "load", "publish", "close")
PUBLISHED_AT = datetime(2026, 3, 1, tzinfo=UTC)


class Home:
    """A warehouse to load into, and visits that are staged for it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.numbers = count()

    def run(self, visits: int, articles: int, every: float | None = None) -> Measured:
        """Loads and publishes so many visits, each of its own source, each article new to the warehouse."""
        staged, number = self.root / "staged", next(self.numbers)
        batches = [stage_visit(staged, f"source_{n + 1}", number, articles) for n in range(visits)]
        (self.root / "batches.pickle").write_bytes(pickle.dumps(batches))
        done = measure("load", "--work", self.root, every=every)
        shutil.rmtree(staged)
        return done


def work(root: Path) -> dict[str, Any]:
    """Loads and publishes what is staged; CPU seconds and Unix times of the steps."""
    marks: dict[str, tuple[float, float, float]] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        marks[f"{name} begins"] = (time.process_time(), 0.0, time.time())
        yield
        marks[f"{name} ends"] = (time.process_time(), 0.0, time.time())

    batches = pickle.loads((root / "batches.pickle").read_bytes())
    with step("open"):
        con = open_writer(root / "warehouse.duckdb")
    with step("load"):
        load_all(con, batches)
    with step("publish"):
        snapshot = publish(con, root / "published", now=PUBLISHED_AT, keep=1, grace=timedelta(0))
    with step("close"):
        con.close()
    return {"marks": marks, "articles": snapshot.articles}


def load_all(con: duckdb.DuckDBPyConnection, batches: list[Batch]) -> None:
    for group in groups(batches):
        load(con, *group)


def measure_speed(rounds: int, console: Console) -> dict[str, Any]:
    table = Table(box=None, header_style="bold", title="CPU: milliseconds an article, seconds a visit")
    for name in ("articles before", "visits × articles", *STEPS, "load, ms an article", "load, s a visit"):
        table.add_column(name, justify="right")
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        grown = Home(Path(folder, "grown"))
        grown.root.mkdir()
        grown.run(SOURCES, GROWN // SOURCES)
        for before, (visits, articles) in product((0, GROWN), SHAPES):
            made = [
                _round(Path(folder, "home"), grown if before else None, visits, articles)
                for _ in range(rounds)
            ]
            cpu = {
                step: median(done.between(f"{step} begins", f"{step} ends") for done in made)
                for step in STEPS
            }
            loading = cpu["load"] + cpu["close"]
            cells = [f"{seconds:.2f}" for seconds in cpu.values()]
            table.add_row(
                f"{before:,}",
                f"{visits} × {articles}",
                *cells,
                f"{1000 * loading / visits / articles:.3f}",
                f"{loading / visits:.4f}",
            )
            told[f"{before} {visits}x{articles}"] = cpu
    console.print(table)
    return told


def _round(root: Path, grown: Home | None, visits: int, articles: int) -> Measured:
    """One run into a new warehouse, or into a copy of the one that has grown."""
    if grown:
        shutil.copytree(grown.root, root, symlinks=True)
    root.mkdir(exist_ok=True)
    home = Home(root)
    home.numbers = count(1 if grown else 0)
    done = home.run(visits, articles)
    shutil.rmtree(root)
    return done


def measure_memory(console: Console) -> dict[str, Any]:
    table = Table(box=None, header_style="bold", title="Resident memory, MB")
    for name in ("articles", *(f"peak of {step}" for step in STEPS), "peak", "CPU s", "s"):
        table.add_column(name, justify="right")
    told: dict[str, Any] = {}
    for articles in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            done = Home(Path(folder)).run(SOURCES, articles // SOURCES, every=0.05)
        peaks = {step: peak(done, f"{step} begins", f"{step} ends") for step in STEPS}
        numbers = (*peaks.values(), done.peak)
        table.add_row(
            f"{articles:,}", *(f"{mb:.0f}" for mb in numbers), f"{done.cpu:.1f}", f"{done.wall:.1f}"
        )
        told[str(articles)] = {"peaks": peaks, "peak": done.peak}
    console.print(table)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (default: 3)")
    parser.add_argument("--memory", action="store_true", help="memory of 10,000 and of 100,000 articles")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    console = Console(width=120)
    if args.work:
        print(json.dumps(work(args.work)))
    elif args.memory:
        measure_memory(console)
    else:
        measure_speed(args.rounds, console)


if __name__ == "__main__":
    main()
