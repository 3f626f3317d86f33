"""Visnyk's side: one run exactly as `visnyk run` does it, which tells the CPU seconds of its steps."""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

import flows.sources
from flows.cli_run import run_flow, run_plainly
from flows.live import Board
from flows.pipeline import Run
from flows.settings import Home, load_settings
from flows.sources import all_sources
from scrapers.records import Batch
from tests.benchmarks.process import children_cpu
from warehouse.records import Snapshot

MARKS: dict[
    str, tuple[float, float, float]
] = {}  # CPU seconds so far of this process and of its children; time
GIVEN = {"allow_private": ["127.0.0.0/8"], "contact": "benchmark@example.org"}


def mark(name: str) -> None:
    MARKS[name] = (time.process_time(), children_cpu(os.getpid()), time.time())


class Inside:
    """CPU seconds that threads spent in the steps of the run, by step: visits are loaded while others go on."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.thread_time()
        yield
        with self._lock:
            self.seconds[name] += time.thread_time() - begun


INSIDE = Inside()


class MarkedRun(Run):
    """A run that notes when its steps begin and end; of visits and loads, the last."""

    def open(self, **waiting: Any) -> None:
        mark("begun")
        with INSIDE.step("open"):
            super().open(**waiting)

    def visit(self, slug: str) -> Batch:
        with INSIDE.step("visit"):
            batch = super().visit(slug)
        mark("visited")
        return batch

    def load(self, batches: Iterable[Batch]) -> None:
        with INSIDE.step("load"):
            super().load(batches)
        mark("loaded")

    def publish(self) -> Snapshot:
        mark("publishing")
        with INSIDE.step("publish"):
            snapshot = super().publish()
        mark("published")
        return snapshot


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("folder", type=Path, help="with the source files")
    parser.add_argument("--prefect", action="store_true")
    args = parser.parse_args()
    home, board = Home(args.home.absolute()), Board(Console(stderr=True))
    if args.prefect:
        vars(flows.sources)["Run"] = MarkedRun  # which makes the flow's run
        parameters = {
            "home": str(home.root),
            "folders": [str(args.folder)],
            "only_folders": True,
            "settings": GIVEN,
        }
        result = run_flow(home, parameters, board)
    else:
        sources = all_sources([args.folder], only_folders=True)
        result = run_plainly(MarkedRun(home, load_settings(home, dict(GIVEN)), sources), board, None)
    mark("ended")
    visits = [batch.visit for batch in result.batches]
    told = {
        "state": result.state,
        "articles": sum(visit.outcomes["new"] for visit in visits),
        "requests": sum(visit.requests for visit in visits),
        "marks": MARKS,
        "inside": INSIDE.seconds,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
