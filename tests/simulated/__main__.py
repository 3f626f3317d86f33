"""`python -m tests.simulated [--days N] [--wrong]`: the pipeline on the simulated web, judged."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import monotonic

from tests.simulated.judge import Report, judge
from tests.simulated.script import DAYS, write_sites
from tests.simulated.truth import Truth
from tests.simulated.visits import Seen, watch


def examine(folder: Path, days: int = DAYS, only: str = "") -> tuple[Report, Seen]:
    sites = [site for site in write_sites(days) if only in site.slug]
    truths = [Truth(site, days) for site in sites]
    seen = watch(sites, days, folder)
    return judge(truths, seen), seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS, help=f"simulated days; {DAYS} hold all events")
    parser.add_argument("--wrong", action="store_true", help="show each thing that is wrong")
    parser.add_argument("--only", default="", help="sites whose slug holds this")
    parser.add_argument(
        "--home", type=Path, help="keep home and source files in this folder, to look into them"
    )
    args = parser.parse_args()
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report, seen = examine(args.home or Path(folder), args.days, args.only)
    print(*report.table(wrong=args.wrong), sep="\n")
    if seen.broken:
        print("\nruns with errors of their own:", *seen.broken, sep="\n  ")
    print(f"\n{len(seen.visits)} visits in {monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
