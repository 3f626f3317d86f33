"""Whether memory stays flat: the resident memory of a crawl of 100,000 pages beside one of 10,000, as time goes on."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.process import Measured, measure
from tests.benchmarks.web import serving

SOURCES = 20
SIZES = (10_000, 100_000)
STEPS = {
    "start": ("", "begun"),
    "visits and loads": ("begun", "loaded"),
    "publish": ("publishing", "published"),
}


def measure_memory(console: Console) -> dict[str, Any]:
    table = Table(box=None, header_style="bold", title="Resident memory, MB")
    table.add_column("pages", justify="right")
    for name in (
        "visits at 10 %",
        "25 %",
        "50 %",
        "75 %",
        "100 %",
        *(f"peak of {step}" for step in STEPS),
        "peak",
    ):
        table.add_column(name, justify="right")
    told: dict[str, Any] = {}
    for pages in SIZES:
        done = crawl(pages)
        peaks = {step: peak(done, *marks) for step, marks in STEPS.items()}
        during = [near(done, part) for part in (0.1, 0.25, 0.5, 0.75, 1.0)]
        table.add_row(f"{pages:,}", *(f"{mb:.0f}" for mb in (*during, *peaks.values(), done.peak)))
        told[str(pages)] = {
            "during_visits": during,
            "peaks": peaks,
            "peak": done.peak,
            "cpu": done.cpu,
            "wall": done.wall,
        }
    console.print(table)
    return told


def crawl(pages: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with serving(root / "sources", SOURCES, pages // SOURCES, warm=False) as sites:
            done = measure("ours", root / "home", sites.folder, every=0.25)
        shutil.rmtree(root / "home")
    if done.told["articles"] != pages:
        raise RuntimeError(f"expected {pages} articles, came {done.told}")
    return done


def peak(done: Measured, first: str, last: str) -> float:
    """The most megabytes between two marks."""
    marks = done.told["marks"]
    begin = marks[first][2] if first else 0.0
    return max((mb for moment, mb in done.memory if begin <= moment <= marks[last][2]), default=0.0)


def near(done: Measured, part: float) -> float:
    """Megabytes when this part of the time of the visits had passed."""
    begin, end = (done.told["marks"][mark][2] for mark in ("begun", "visited"))
    moment = begin + part * (end - begin)
    return min(done.memory, key=lambda seen: abs(seen[0] - moment))[1]
