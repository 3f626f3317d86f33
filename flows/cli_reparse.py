"""`visnyk reparse`: the whole archive read again with the code and the source files of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.cli_run import expect_warehouse
from flows.live import make_console, tell_wrong
from flows.options import HomeOption, JsonOption, OnlySourcesOption, SourcesOption, WaitOption
from flows.reparse import Choice, Reparse, Reread, begin_of, cores
from flows.reparse_text import as_json, print_reread
from flows.settings import find_home, load_settings
from flows.sources import choose_again, find_registry, wrong_files

SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="Slug to read again; may be repeated; all if not given")
]
SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Only visits from this day on (Kyiv); earlier ones stay as read"),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing")]
DropOption = Annotated[
    bool, typer.Option("--drop", help="Let go what cannot be read any more, instead of keeping it as it was")
]
RestoreOption = Annotated[
    bool,
    typer.Option(
        "--restore",
        help="Take what visits found (visits, ledger, captures, failures, sources) from the newest snapshot first",
    ),
]
ProcessesOption = Annotated[
    int | None, typer.Option(min=1, max=64, help="Processes that read pages; as many as cores if not given")
]


def reparse(
    source: SourceOption = None,
    since: SinceOption = None,
    dry_run: DryRunOption = False,
    drop: DropOption = False,
    restore: RestoreOption = False,
    processes: ProcessesOption = None,
    home: HomeOption = None,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Read the archive again with today's code and source files, show what differs, and put it in place at once.

    No network is used. Until the end the warehouse stays as it is, also after a kill. Ends 1 if pages that were read
    before cannot be read now, or the file of a source is wrong. `--restore` is for a warehouse of which `visnyk verify`
    says that such rows were altered.

    Example: visnyk reparse --source drabivska_hromada --dry-run
    """
    place = find_home(home)
    settings = load_settings(place)
    registry = find_registry(settings, folders, only_sources)
    chosen = choose_again(registry, source)
    expect_warehouse(place)
    choice = Choice(
        sources=chosen,
        described=None if source else list(registry.files),
        since=begin_of(since) if since else None,
        drop=drop,
        processes=processes or cores(),
        restore=restore,
    )
    console = make_console(stderr=json)
    tell_wrong(console, wrong_files(registry, source))
    with _progress(console) as report:
        work = Reparse(place, settings, choice, report=report)
        done, applied = again(work, dry_run=dry_run, wait=wait, on_wait=console.print)
    _tell(done, applied, console, json)
    if done.is_unwell:
        raise typer.Exit(1)


def _tell(done: Reread, applied: bool, console: Console, json: bool) -> None:
    if json:
        typer.echo(orjson.dumps(as_json(done, applied=applied), option=orjson.OPT_INDENT_2))
    else:
        print_reread(console, done, applied=applied)


def again(
    work: Reparse, *, dry_run: bool, wait: float | None, on_wait: Callable[[str], None]
) -> tuple[Reread, bool]:
    """What was read, and whether it was put in place: not in a dry run, nor where a check finds something new."""
    work.open(wait=wait, on_wait=on_wait)
    try:
        applied = not work.rebuild().findings and not dry_run
        if applied:
            work.apply()
    finally:
        work.close()
    return work.result, applied


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[int, int], None]]:
    """On a terminal, a bar of the links gone through."""
    columns = (
        TextColumn("reading the archive again"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
