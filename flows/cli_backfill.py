"""`visnyk backfill`: the days of a window, read back from the sources' lists."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import orjson
import typer

from flows.backfill import REQUESTS, Backfill, window_between
from flows.backfill_plan import estimate
from flows.backfill_text import as_json, estimates_json, print_estimates, print_result
from flows.clock import clock_of
from flows.live import Board, make_console, tell_wrong
from flows.options import (
    AllowOption,
    HomeOption,
    JsonOption,
    NowOption,
    OnlySourcesOption,
    SourcesOption,
    WaitOption,
)
from flows.settings import find_home, load_settings
from flows.sources import choose_sources, find_registry, wrong_files

FromOption = Annotated[
    datetime,
    typer.Option("--from", formats=["%Y-%m-%d"], metavar="DAY", help="First day of the window (Kyiv)"),
]
ToOption = Annotated[
    datetime,
    typer.Option(
        "--to",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Day before which the window ends: it is not read itself, so that windows can follow one another",
    ),
]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="Slug; may be repeated; all active sources if not given")
]
RequestsOption = Annotated[
    int,
    typer.Option(
        "--requests", min=1, help="Requests to each source at most; then it is partial, and says so"
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Read the lists only, and tell what would be asked for and how long it takes"
    ),
]


def backfill(
    since: FromOption,
    until: ToOption,
    source: SourceOption = None,
    requests: RequestsOption = REQUESTS,
    dry_run: DryRunOption = False,
    home: HomeOption = None,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    allow_private: AllowOption = None,
    contact: Annotated[str | None, typer.Option(help="Your address, named in the user agent")] = None,
    wait: WaitOption = None,
    now: NowOption = None,
    json: JsonOption = False,
) -> None:
    """Read back the articles of some days: lists as deep as they go back, then what of them was never read.

    Windows may be read in any order, twice, and beside other runs: the warehouse comes out the same. What is archived
    is not asked for again, also after a kill. Ends 0 only if every source's list was read back beyond --from and every
    article of the window could be read.

    Example: visnyk backfill --from 2026-01-01 --to 2026-02-01 --source drabivska_hromada --dry-run
    """
    place, clock = find_home(home), clock_of(now)
    window = window_between(since.date(), until.date(), clock())
    given: dict[str, Any] = {"allow_private": allow_private or None, "contact": contact}
    settings = load_settings(place, given)
    registry = find_registry(settings, folders, only_sources)
    chosen, wrong = choose_sources(registry, source), wrong_files(registry, source)
    console = make_console(stderr=json)
    tell_wrong(console, wrong)
    if not chosen:
        console.print("no source to read: see `visnyk sources list`")
        raise typer.Exit(2)
    place.make()
    board = Board(console, silent=json)
    work = Backfill(
        place, settings, registry, chosen, window, requests=requests, report=board.report, now=clock
    )
    work.result.errors |= wrong
    well = (_foresee if dry_run else _fill)(work, board, wait, json)
    if not well:
        raise typer.Exit(1)


def _foresee(work: Backfill, board: Board, wait: float | None, json: bool) -> bool:
    """Whether the lists could be read as far as the window goes."""
    with board.live():
        found = estimate(work, wait=wait, on_wait=board.console.print, report=board.report)
    at_once = work.settings.hosts_at_once
    if json:
        told = estimates_json(work.window, found, at_once)
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    else:
        print_estimates(board.console, work.window, found, work.requests, at_once)
    return not work.result.errors and not any(each.troubles for each in found)


def _fill(work: Backfill, board: Board, wait: float | None, json: bool) -> bool:
    """Whether the window is whole at every source."""
    with board.live():
        result = work.run(wait=wait, on_wait=board.console.print)
    if json:
        typer.echo(orjson.dumps(as_json(result), option=orjson.OPT_INDENT_2))
    else:
        print_result(board.console, result)
    return result.state == "complete"
