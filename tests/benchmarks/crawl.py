"""How fast the whole way is: fetch, archive, parse, clean, load, publish; against Scrapy, on the same pages.

`python -m tests.benchmarks.crawl` compares CPU seconds of pairs of runs, one after the other, so that whatever else the
machine does meets both sides. `--prefect` and `--memory` measure the two other promises instead.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.memory import measure_memory
from tests.benchmarks.process import Measured, measure
from tests.benchmarks.same import compare
from tests.benchmarks.share import measure_share
from tests.benchmarks.web import Sites, serving

HOSTS = 8
ARTICLES = 20  # of one host in one copy
KINDS = {
    "whole": "the whole way",
    "unpublished": "without publishing",
    "beyond_start": "and without start-up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """CPU milliseconds an article of one round: Visnyk, Scrapy with .warc.gz, Scrapy with .warc."""

    whole: tuple[float, float, float]
    unpublished: tuple[float, float, float]
    beyond_start: tuple[float, float, float]
    start: tuple[float, float, float]  # seconds
    steps: dict[str, float]  # Visnyk's, milliseconds an article

    def ratio(self, kind: str, peer: int) -> float:
        """How many times as many articles per CPU second Visnyk gives."""
        times = getattr(self, kind)
        return float(times[peer] / times[0])


def run_pair(root: Path, sites: Sites, *, check: bool) -> tuple[Pair, list[str]]:
    """One round; with `check` also what both sides read differently."""
    home, packed, plain = root / "visnyk", root / "scrapy", root / "scrapy-plain"
    ours = measure("ours", home, sites.folder)
    peers = [measure("peer", packed, *sites.bases), measure("peer", plain, *sites.bases, "--plain")]
    for side in (ours, *peers):
        if side.told["articles"] != sites.articles:
            raise RuntimeError(f"expected {sites.articles} articles, came {side.told}")
    different = compare(home, packed) if check else []
    for folder in (home, packed, plain):
        shutil.rmtree(folder)
    return make_pair(ours, peers, sites.articles), different


def make_pair(ours: Measured, peers: list[Measured], articles: int) -> Pair:
    def each(first: float, *others: float) -> tuple[float, float, float]:
        made = [1000 * seconds / articles for seconds in (first, *others)]
        return made[0], made[1], made[2]

    publishing = ours.between("publishing", "published")
    starts = [side.at("begun") for side in (ours, *peers)]
    return Pair(
        whole=each(ours.cpu, *(peer.cpu for peer in peers)),
        unpublished=each(ours.cpu - publishing, *(peer.cpu for peer in peers)),
        beyond_start=each(
            ours.cpu - publishing - starts[0], *(p.cpu - s for p, s in zip(peers, starts[1:], strict=True))
        ),
        start=(starts[0], starts[1], starts[2]),
        steps={step: 1000 * ours.told["inside"][step] / articles for step in ("visit", "load", "publish")},
    )


def measure_speed(copies: int, pairs: int, console: Console) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with serving(root / "sources", HOSTS, copies * ARTICLES) as sites:
            _, different = run_pair(root, sites, check=True)  # not counted: files and caches are cold
            console.print(f"{sites.articles} articles on {HOSTS} hosts, {len(different)} read differently")
            for line in different[:5]:
                console.print(line, highlight=False, markup=False)
            made = [run_pair(root, sites, check=False)[0] for _ in range(pairs)]
    console.print(pair_table(made))
    ratios = {kind: [median(p.ratio(kind, peer) for p in made) for peer in (1, 2)] for kind in KINDS}
    steps = ", ".join(f"{name} {median(p.steps[name] for p in made):.2f}" for name in made[0].steps)
    starts = [f"{median(p.start[side] for p in made):.2f}" for side in range(3)]
    console.print(f"Visnyk's CPU ms an article: {steps}; start-up, CPU s: {', '.join(starts)}")
    return {
        "articles": sites.articles,
        "different": len(different),
        "pairs": [asdict(pair) for pair in made],
        "median_ratios": ratios,
    }


def pair_table(pairs: list[Pair]) -> Table:
    table = Table(
        box=None, header_style="bold", title="CPU ms an article, and how many times Scrapy's articles"
    )
    for name in ("", "pair", "Visnyk", "Scrapy, .warc.gz", "ratio", "Scrapy, .warc", "ratio"):
        table.add_column(name, justify="left" if not name else "right")
    for kind, heading in KINDS.items():
        for number, pair in enumerate(pairs, 1):
            mine, packed, plain = getattr(pair, kind)
            row = [f"{mine:.2f}", f"{packed:.2f}", f"{pair.ratio(kind, 1):.2f}"]
            table.add_row(
                heading if number == 1 else "",
                str(number),
                *row,
                f"{plain:.2f}",
                f"{pair.ratio(kind, 2):.2f}",
            )
        middle = [median(getattr(pair, kind)[side] for pair in pairs) for side in range(3)]
        packed_ratio, plain_ratio = (median(pair.ratio(kind, peer) for pair in pairs) for peer in (1, 2))
        cells = [
            f"{middle[0]:.2f}",
            f"{middle[1]:.2f}",
            f"{packed_ratio:.2f}",
            f"{middle[2]:.2f}",
            f"{plain_ratio:.2f}",
        ]
        table.add_row("", "median", *cells, style="bold", end_section=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=10, help=f"of {ARTICLES} articles a host (default: 10)")
    parser.add_argument("--pairs", type=int, default=5, help="rounds that are counted (default: 5)")
    parser.add_argument("--prefect", action="store_true", help="Prefect's share of 20 sources × 500 pages")
    parser.add_argument("--memory", action="store_true", help="memory of 10,000 and of 100,000 pages")
    parser.add_argument("--json", type=Path, help="file for all figures")
    args = parser.parse_args()
    console = Console(width=120)
    if args.prefect:
        told = measure_share(args.pairs, console)
    elif args.memory:
        told = measure_memory(console)
    else:
        told = measure_speed(args.copies, args.pairs, console)
    if args.json:
        args.json.write_text(json.dumps(told, indent=2), "utf-8")


if __name__ == "__main__":
    main()
