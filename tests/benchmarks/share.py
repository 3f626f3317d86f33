"""What Prefect adds to a run beyond its start: the same run with it and without, and the same with one tiny source."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console

from tests.benchmarks.process import Measured, measure
from tests.benchmarks.web import Sites, serving

SOURCES, PAGES = 20, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """CPU seconds of four runs. `server` is what Prefect's server took between the big run's first step and its end."""

    start: float  # the tiny run with Prefect
    big: float
    plain_start: float  # the tiny run without
    plain_big: float
    server: float
    process: float  # the run's own process between the same two moments
    plain_process: float

    @property
    def share(self) -> float:
        """Of the run's CPU beyond Prefect's start, what is Prefect's; by the whole runs."""
        beyond = self.big - self.start
        return (beyond - (self.plain_big - self.plain_start)) / beyond

    @property
    def share_inside(self) -> float:
        """The same between the first step and the end, so that the start's own chance is left out."""
        run = self.process + self.server
        return (run - self.plain_process) / run

    @property
    def server_share(self) -> float:
        return self.server / (self.process + self.server)


def measure_share(pairs: int, console: Console) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        settings = {"PREFECT_HOME": str(root / "prefect")}
        with serving(root / "tiny", 1, 1) as tiny, serving(root / "big", SOURCES, PAGES) as big:
            run_once(root / "first", tiny, settings)  # not counted: it makes Prefect's database
            rounds = []
            for number in range(pairs):
                rounds.append(run_round(root / str(number), tiny, big, settings))
                console.print(f"round {number + 1}: {tell(rounds[-1])}")
    shares = [median(getattr(r, name) for r in rounds) for name in ("share", "share_inside", "server_share")]
    console.print(
        f"{SOURCES} sources × {PAGES} pages, Prefect's share of CPU beyond its start, median: "
        f"{shares[0]:.1%} by whole runs, {shares[1]:.1%} from the first step on; its server alone {shares[2]:.1%}"
    )
    return {"rounds": [asdict(r) for r in rounds], "share": shares[0], "share_inside": shares[1]}


def run_round(root: Path, tiny: Sites, big: Sites, settings: Mapping[str, str]) -> Round:
    start = run_once(root / "tiny", tiny, settings)
    whole = run_once(root / "big", big, settings)
    plain_start = measure("ours", root / "plain-tiny", tiny.folder)
    plain = measure("ours", root / "plain-big", big.folder)
    own, server = (whole.told["marks"]["ended"][part] - whole.told["marks"]["begun"][part] for part in (0, 1))
    return Round(
        start=start.cpu,
        big=whole.cpu,
        plain_start=plain_start.cpu,
        plain_big=plain.cpu,
        server=server,
        process=own,
        plain_process=plain.between("begun", "ended"),
    )


def run_once(home: Path, sites: Sites, settings: Mapping[str, str]) -> Measured:
    done = measure("ours", home, sites.folder, "--prefect", settings=settings)
    if done.told["articles"] != sites.articles:
        raise RuntimeError(f"expected {sites.articles} articles, came {done.told}")
    return done


def tell(made: Round) -> str:
    return (
        f"with Prefect {made.big:.1f} CPU s, its start {made.start:.1f}; without {made.plain_big:.1f}, start "
        f"{made.plain_start:.1f}; server during the run {made.server:.2f}, process {made.process:.1f} against "
        f"{made.plain_process:.1f}: {made.share:.1%} by whole runs, {made.share_inside:.1%} from the first step on"
    )
