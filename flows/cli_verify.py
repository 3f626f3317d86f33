"""`visnyk verify`: is what is stored sound, is the archive still what was written, and does it say what is stored?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from flows.cli_run import expect_warehouse
from flows.evidence import SAMPLE, SEED
from flows.live import make_console
from flows.options import HomeOption, JsonOption, OnlySourcesOption, SourcesOption, WaitOption
from flows.reparse import cores
from flows.settings import Settings, find_home, load_settings
from flows.sources import choose_again, find_registry
from flows.verify import Sample, Verification, Verified
from warehouse.evidence import EVERY
from warehouse.findings import remedy_of

_SHOWN = 10  # findings of one kind that are printed; --json has all


def verify(
    home: HomeOption = None,
    wait: WaitOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not read the archive through: sums and partners only")
    ] = False,
    evidence: Annotated[
        bool,
        typer.Option("--evidence", help="Read archived pages again and compare them with what is stored"),
    ] = False,
    sample: Annotated[
        str, typer.Option(help="Of how many articles --evidence reads the pages again, or `all`")
    ] = str(SAMPLE),
    seed: Annotated[int, typer.Option(help="Which sample: the same number gives the same articles")] = SEED,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Slug whose evidence is looked at; may be repeated")
    ] = None,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    json: JsonOption = False,
) -> None:
    """Check the warehouse: sums of every visit, rows without their partners, rows that are not as they were published;
    the newest snapshot, file by file; read the archive through and compare every record with its digests and its
    capture; print a hash of the content. Each finding comes with the command that mends it.

    Two warehouses with the same hash hold the same articles and versions, whatever happened on the way.
    Torn visits stay in the archive until the next run, which knows their sources. A run that goes on is waited for;
    runs may go on while the archive is read.

    Example: visnyk verify --evidence --sample 500
    """
    place = find_home(home)
    settings = load_settings(place)
    chosen = _sample(settings, sample, seed, source, folders, only_sources) if evidence or source else None
    expect_warehouse(place)
    console = make_console(stderr=json)
    work = Verification(place, settings, quick=quick, sample=chosen)
    try:
        work.open(wait=wait, on_wait=console.print)
        with _bar(console, "reading the archive", sum(work.indexed.values()), DownloadColumn()) as move:
            work.read_archive(lambda looked: move(looked.bytes))
        with _bar(console, "reading pages again", work.articles, MofNCompleteColumn()) as move:
            work.read_evidence(lambda done: move(done.articles))
    finally:
        work.close()
    _tell(work.result, console, json)
    if work.result.findings or _checked_nothing(work.result):
        raise typer.Exit(1)


def _sample(
    settings: Settings,
    sample: str,
    seed: int,
    slugs: list[str] | None,
    folders: list[Path] | None,
    only_sources: bool,
) -> Sample:
    if sample != "all" and not (sample.isdigit() and int(sample)):
        raise typer.BadParameter(f"expected a number of articles from 1 on, or all; came {sample}")
    registry = find_registry(settings, folders, only_sources)
    return Sample(
        sources=choose_again(registry, slugs),
        chosen=slugs,
        most=EVERY if sample == "all" else int(sample),
        seed=seed,
        processes=cores() if sample == "all" else 1,  # a process takes as long to start as 100 pages to read
    )


@contextmanager
def _bar(console: Console, said: str, total: int, shown: ProgressColumn) -> Iterator[Callable[[int], None]]:
    """On a terminal."""
    columns = (TextColumn(said), BarColumn(), shown, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)


def _tell(result: Verified, console: Console, json: bool) -> None:
    if json:
        told = {
            "findings": [
                {**asdict(finding), "remedy": remedy_of(finding.check)} for finding in result.findings
            ],
            "content_hash": result.content_hash,
            "archive": asdict(result.looked) if result.looked else None,
            "evidence": asdict(result.reproduced) if result.reproduced else None,
        }
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return
    _print_findings(result, console)
    if result.looked:
        read = f"{result.looked.records} records, {result.looked.bytes / 2**20:.1f} MB in {result.looked.files} files"
        console.print(f"archive read through: {read}", highlight=False)
    else:
        console.print(
            "archive not read through (--quick)" if result.content_hash else "archive not read through"
        )
    _print_evidence(result, console)
    console.print(f"{len(result.findings)} findings; content {result.content_hash}", highlight=False)


def _print_findings(result: Verified, console: Console) -> None:
    """By kind, with what mends it said once."""
    for check in dict.fromkeys(finding.check for finding in result.findings):
        own = [finding for finding in result.findings if finding.check == check]
        for finding in own[:_SHOWN]:
            said = f"[red]{check}[/]: {escape(finding.subject)}: {escape(finding.message)}"
            console.print(said, highlight=False, soft_wrap=True)
        if len(own) > _SHOWN:
            console.print(f"[red]{check}[/]: and {len(own) - _SHOWN} more; --json names all", highlight=False)
        console.print(f"  remedy: {escape(remedy_of(check))}", highlight=False, soft_wrap=True)


def _checked_nothing(result: Verified) -> bool:
    """Evidence was asked for, and no value of any article could be compared."""
    done = result.reproduced
    return done is not None and done.articles > 0 and not (done.values or done.differing)


def _print_evidence(result: Verified, console: Console) -> None:
    done = result.reproduced
    if done is None:
        return
    said = (
        f"evidence: {done.values} values of {done.articles} articles reproduced from {done.pages} archived pages,"
        f" {done.differing} not (seed {done.seed})"
    )
    console.print(said, highlight=False, soft_wrap=True)
    passed = {
        "of sources without a file": done.without_file,
        "kept as they were once read": done.kept,
        "scanned, and no OCR is installed": done.scanned,
    }
    for why, count in passed.items():
        if count:
            console.print(f"  passed over: {count} {why}", highlight=False)
    if _checked_nothing(result):
        console.print(
            "[red]nothing was checked[/]: no article of the sample could be read again. Name sources of your own with"
            " --sources, or in settings.toml",
            highlight=False,
            soft_wrap=True,
        )
