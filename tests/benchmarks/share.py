"""What Prefect adds to a run beyond its start: CPU of its server, and of the process outside the steps of the run."""

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
class Cost:
    """CPU seconds of one run and of all it started."""

    whole: float
    start: float  # until the run's first step
    outside: float  # after that, but not in a step: Prefect, its server, both their ends

    @classmethod
    def of(cls, done: Measured) -> Cost:
        start = done.at("begun")
        return cls(whole=done.cpu, start=start, outside=done.cpu - start - sum(done.told["inside"].values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The same 20 sources and the same single page, with Prefect and without."""

    big: Cost
    tiny: Cost
    plain_big: Cost
    plain_tiny: Cost

    @property
    def grown(self) -> float:
        """CPU seconds that Prefect took for the big run and not for the tiny one, which is its start."""
        return (self.big.outside - self.plain_big.outside) - (self.tiny.outside - self.plain_tiny.outside)

    @property
    def share(self) -> float:
        return self.grown / (self.big.whole - self.tiny.whole)

    @property
    def share_with_flow_run(self) -> float:
        """Counting also what any flow run costs after its start, and its end."""
        return (self.big.outside - self.plain_big.outside) / (self.big.whole - self.big.start)


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
    share, with_run = (median(getattr(r, name) for r in rounds) for name in ("share", "share_with_flow_run"))
    console.print(
        f"{SOURCES} sources × {PAGES} pages: Prefect takes {share:.1%} of the CPU beyond its start, "
        f"{with_run:.1%} with what the smallest flow run takes after it (medians)"
    )
    return {"rounds": [asdict(r) for r in rounds], "share": share, "share_with_flow_run": with_run}


def run_round(root: Path, tiny: Sites, big: Sites, settings: Mapping[str, str]) -> Round:
    return Round(
        tiny=run_once(root / "tiny", tiny, settings),
        big=run_once(root / "big", big, settings),
        plain_tiny=run_once(root / "plain-tiny", tiny, None),
        plain_big=run_once(root / "plain-big", big, None),
    )


def run_once(home: Path, sites: Sites, settings: Mapping[str, str] | None) -> Cost:
    """With Prefect if there are settings for it."""
    done = measure("ours", home, sites.folder, *(["--prefect"] if settings else []), settings=settings)
    if done.told["articles"] != sites.articles:
        raise RuntimeError(f"expected {sites.articles} articles, came {done.told}")
    return Cost.of(done)


def tell(made: Round) -> str:
    costs = (
        f"{name} {cost.whole:.1f} CPU s (start {cost.start:.1f}, outside its steps {cost.outside:.2f})"
        for name, cost in (
            ("with Prefect", made.big),
            ("one page", made.tiny),
            ("without", made.plain_big),
            ("one page", made.plain_tiny),
        )
    )
    return f"{'; '.join(costs)}: {made.share:.1%}, {made.share_with_flow_run:.1%}"
