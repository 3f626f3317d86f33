"""`visnyk health`: which sources are silent, lose fields or sections, or fail, by their own past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from flows.health import as_record, as_row, read_health
from flows.live import make_console
from flows.options import HomeOption, JsonOption
from flows.settings import find_home, load_settings
from warehouse.health import Health

WIDE = 150  # columns of a terminal from which on all stands in one table


def health(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Slugs; all sources that are visited if none is given")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Is a source silent, does it post far less, did a field, a section or its pages fail? Ends 1 on any alarm.

    Each source is measured by its own past: weekdays, holidays, pauses, how full its fields were. Days that were not
    looked at, blocked or down say nothing of the publisher. Alarms cost a source at most one false one a year; a
    source with too little past is not judged, and says so. Reads the newest snapshot: runs may go on.

    Example: visnyk health drabivska_hromada --json
    """
    place = find_home(home)
    load_settings(place)  # nothing of it is needed, but who mistypes a setting hears of it
    console = make_console(stderr=json)
    with _progress(console) as step:
        found = read_health(place.database, sources or None, step)
    if json:
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        typer.echo(orjson.dumps([as_record(each) for each in found], option=options).decode(), nl=False)
    else:
        print_health(console, found)
    if any(each.alarms for each in found):
        raise typer.Exit(1)


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[int, int], None]]:
    """On a terminal, a bar of the sources judged."""
    columns = (TextColumn("judging sources"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_health(console: Console, found: list[Health]) -> None:
    """A row a source; what to do next stands below where there is no room beside."""
    rows = [as_row(each) for each in found]
    names = [name for name in (rows[0] if rows else {}) if console.width >= WIDE or name != "what to do next"]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        right = name in {"expected by now", "so improbable"}
        wide = name in {"alarms", "what to do next"}
        table.add_column(
            name,
            justify="right" if right else "left",
            no_wrap=not wide,
            overflow="fold",
            ratio=1 if wide else None,
        )
    for each, row in zip(found, rows, strict=True):
        style = "red" if each.alarms else "dim" if each.verdict.abstained else ""
        table.add_row(*(Text(row[name], style=style if name == "alarms" else "") for name in names))
    console.print(table)
    if console.width < WIDE:
        for row in rows:
            for number, line in enumerate(filter(None, row["what to do next"].splitlines())):
                console.print(
                    f"{row['source'] if not number else ''}  {line}",
                    highlight=False,
                    soft_wrap=True,
                    markup=False,
                )
    unwell = sum(bool(each.alarms) for each in found)
    noun = "source" if len(found) == 1 else "sources"
    console.print(f"{len(found)} {noun}, {unwell} with alarms", style="dim")
