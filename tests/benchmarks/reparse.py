"""What reading an archive again costs: pages a CPU second, and what a second process gains.

`python -m tests.benchmarks.reparse` crawls council sites on loopback once, then reads their archive again with 1 and
with 2 processes, as `visnyk reparse` does, by the sites' preset and without any rules. «of them here»: CPU of the
process that replays, which the others cannot take over.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from flows.reparse import Choice, Reparse
from flows.settings import Home, load_settings
from flows.sources import all_sources
from tests.benchmarks.process import Measured, measure
from tests.benchmarks.web import serving

HOSTS = 8
STEPS = {"prepare": ("begun", "opened"), "read": ("opened", "read"), "apply": ("read", "applied")}


def work(root: Path, sources: Path, processes: int) -> dict[str, Any]:
    """Reads all again and puts it in place; wall times of the steps."""
    marks: dict[str, float] = {"begun": time.monotonic()}
    home, known = Home(root), all_sources([sources], only_folders=True)
    again = Reparse(
        home, load_settings(home), Choice(sources=known, described=list(known), processes=processes)
    )
    again.open(wait=0)
    try:
        marks["opened"] = time.monotonic()
        told = again.rebuild()
        marks["read"] = time.monotonic()
        again.apply()
        marks["applied"] = time.monotonic()
    finally:
        again.close()
    return {
        "marks": marks,
        "pages": again.result.pages,
        "hash": told.hash_after,
        "own": time.process_time(),
        "fields": {row.field: row.rows for row in told.counts},
    }


def measure_all(pages: int, rounds: int, console: Console) -> dict[str, Any]:
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with serving(root / "sources", HOSTS, pages // HOSTS, warm=False) as sites:
            measure("ours", root / "home", sites.folder)
        for rules in ("preset", "none"):
            if rules == "none":
                _without_rules(root / "sources")
            for processes in (1, 2):
                made = [
                    measure("reparse", "--work", root / "home", root / "sources", str(processes), every=0.1)
                    for _ in range(rounds + (rules == "none" and processes == 1))
                ][-rounds:]  # the first without rules changes what is stored
                told[f"{rules} {processes}"] = _summed(made)
        if len({each["hash"] for each in told.values()}) != 2:
            raise RuntimeError(f"expected one hash for each kind of rules, came {told}")
    console.print(_table(told))
    return told


def _without_rules(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("platform")), "utf-8")


def _summed(made: list[Measured]) -> dict[str, Any]:
    """CPU as the median of the rounds; times as the shortest, for others work on the machine too."""
    wall = {
        step: min(done.told["marks"][end] - done.told["marks"][begin] for done in made)
        for step, (begin, end) in STEPS.items()
    }
    return {
        "pages": made[0].told["pages"],
        "cpu": median(done.cpu for done in made),
        "own": median(done.told["own"] for done in made),
        "wall": wall,
        "peak": max(done.peak for done in made),
        "hash": made[-1].told["hash"],
    }


def _table(told: dict[str, Any]) -> Table:
    table = Table(box=None, header_style="bold", title="Reading an archive again")
    for name in (
        "rules",
        "processes",
        "pages",
        "CPU s",
        "of them here",
        "pages a CPU s",
        *(f"{step} s" for step in STEPS),
    ):
        table.add_column(name, justify="right")
    for name in ("pages a second", "growth", "peak MB"):
        table.add_column(name, justify="right")
    for key, row in told.items():
        rules, processes = key.split()
        alone = told[f"{rules} 1"]["wall"]["read"]
        table.add_row(
            rules,
            processes,
            f"{row['pages']:,}",
            f"{row['cpu']:.1f}",
            f"{row['own']:.1f}",
            f"{row['pages'] / row['cpu']:.0f}",
            *(f"{seconds:.1f}" for seconds in row["wall"].values()),
            f"{row['pages'] / row['wall']['read']:.0f}",
            f"{alone / row['wall']['read']:.2f}",
            f"{row['peak']:.0f}",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=8_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs=3, metavar=("HOME", "SOURCES", "PROCESSES"), help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.work:
        home, sources, processes = args.work
        print(json.dumps(work(Path(home), Path(sources), int(processes))))
        return
    told = measure_all(args.pages, args.rounds, Console(stderr=args.json))
    if args.json:
        print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
