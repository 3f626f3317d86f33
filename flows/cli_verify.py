"""`visnyk verify`: is what is stored sound, and is the archive still what was written?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from flows.cli_run import expect_warehouse
from flows.live import make_console
from flows.options import HomeOption, JsonOption, WaitOption
from flows.pipeline import Run
from flows.recovery import Recovered
from flows.settings import Home, find_home, load_settings
from scrapers.warc_check import Damage, Looked, find_damage
from warehouse import store
from warehouse.captures import captures_within
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_published
from warehouse.records import Finding


def verify(
    home: HomeOption = None,
    wait: WaitOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not read the archive through: sums and partners only")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check the warehouse: sums of every visit, rows without their partners; read the archive through and compare
    the digest of every record; print a hash of the content.

    Two warehouses with the same hash hold the same articles and versions, whatever happened on the way.
    Torn visits stay in the archive until the next run, which knows their sources. A run that goes on is waited for;
    runs may go on while the archive is read.

    Example: visnyk verify --home ~/visnyk
    """
    place = find_home(home)
    expect_warehouse(place)
    console = make_console(stderr=json)
    work = Run(place, load_settings(place), {})
    work.open(wait=wait, on_wait=console.print)
    try:
        findings, content = run_checks(work.connection), content_hash(work.connection)
        findings += _archive_findings(work.result.recovered)
        indexed = store.indexed(work.connection)
    finally:
        work.close()
    looked = None if quick else Looked()
    if looked is not None:
        findings += _read_through(place, indexed, looked, console)
    _tell(findings, content, looked, console, json)
    if findings:
        raise typer.Exit(1)


def _tell(findings: list[Finding], content: str, looked: Looked | None, console: Console, json: bool) -> None:
    if json:
        told = {
            "findings": [asdict(finding) for finding in findings],
            "content_hash": content,
            "archive": asdict(looked) if looked else None,
        }
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return
    for finding in findings:
        console.print(
            f"[red]{finding.check}[/]: {escape(finding.subject)}: {escape(finding.message)}",
            highlight=False,
            soft_wrap=True,
        )
    if looked:
        read = f"{looked.records} records, {looked.bytes / 2**20:.1f} MB in {looked.files} files"
        console.print(f"archive read through: {read}", highlight=False)
    else:
        console.print("archive not read through (--quick)")
    console.print(f"{len(findings)} findings; content {content}", highlight=False)


def _archive_findings(recovered: Recovered) -> Iterator[Finding]:
    """What the archive lacks, and what it holds that nobody has read yet."""
    for file, size in recovered.lost.items():
        message = f"{size} bytes that were read are no longer there"
        yield Finding(check="archive_lost", subject=file, message=message)
    for slug in recovered.waiting:
        message = (
            "archived answers that were never loaded; remedy: `visnyk run` with this source reads them back"
        )
        yield Finding(check="archive_unread", subject=slug, message=message)
    if recovered.damaged_records:
        message = (
            f"{recovered.damaged_records} damaged places in what was never loaded; *.damaged files name them"
        )
        yield Finding(check="archive_damaged", subject="archive", message=message)


def _read_through(home: Home, indexed: dict[str, int], looked: Looked, console: Console) -> list[Finding]:
    with _progress(console, sum(indexed.values()), looked) as bar:
        damages = list(find_damage(home.archive, indexed, looked, bar))
    return [finding for damage in damages for finding in _damage_findings(home, damage)]


@contextmanager
def _progress(console: Console, total: int, looked: Looked) -> Iterator[Callable[[], None]]:
    """On a terminal, a bar of the bytes read."""
    columns = (TextColumn("reading the archive"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.update(task, completed=looked.bytes)


def _damage_findings(home: Home, damage: Damage) -> Iterator[Finding]:
    """One a capture that lies there; its address as the newest snapshot knows it."""
    captures: list[tuple[int, str]] = []
    if home.database.exists():
        with open_published(home.database) as connection:
            captures = captures_within(connection, damage.file, damage.offset, damage.length)
    for offset, url in captures:
        yield Finding(
            check="archive_damaged",
            subject=f"{damage.file} at byte {offset}",
            message=f"{url}: {damage.found}",
        )
    if not captures:
        yield Finding(
            check="archive_damaged", subject=f"{damage.file} at byte {damage.offset}", message=damage.found
        )
