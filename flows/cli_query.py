"""`visnyk sql` and `verify`: questions to what is published, and checks of what is stored."""

from __future__ import annotations

import csv
import sys
from typing import Annotated, Any

import duckdb
import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.live import make_console
from flows.options import HomeOption, JsonOption, WaitOption
from flows.pipeline import Run
from flows.settings import find_home, load_settings
from flows.sources import all_sources
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_published

ROWS = 1_000
WIDTH = 60  # characters of a cell


class BadQuery(Exception):
    """DuckDB's own message about a query."""


def sql(
    query: Annotated[
        str, typer.Argument(help="SQL of DuckDB over the published views; - reads it from stdin")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, all rows and whole cells")] = False,
    full: Annotated[bool, typer.Option("--full", help="Whole cells and all rows in the table too")] = False,
) -> None:
    """Ask the published snapshot; a run that goes on is never in the way.

    Views: articles, article_versions, placements, coverage, ledger, visits, failures, captures, sources,
    section_reads. `describe articles` tells their columns.

    Example: visnyk sql "select source, count(*) from articles group by all"
    """
    place = find_home(home)
    with open_published(place.database) as connection:
        try:
            cursor = connection.execute(sys.stdin.read() if query == "-" else query)
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall() if json or as_csv or full else cursor.fetchmany(ROWS + 1)
        except duckdb.Error as error:
            raise BadQuery(str(error)) from error
    if json:
        records = [dict(zip(names, row, strict=True)) for row in rows]
        typer.echo(orjson.dumps(records, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
    else:
        print_rows(make_console(), names, rows, full)


def print_rows(console: Console, names: list[str], rows: list[tuple[Any, ...]], full: bool = False) -> None:
    """A table that lines up; numbers to the right, long cells cut unless `full`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(names):
        numeric = bool(rows) and all(isinstance(row[number], (int, float, type(None))) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    shown = rows if full else rows[:ROWS]
    for row in shown:
        table.add_row(*(Text(_cell(value, full)) for value in row))
    console.print(table)
    more = len(rows) - len(shown)
    console.print(f"{len(shown)} rows{' and more: --full shows all' if more else ''}", style="dim")


def _cell(value: Any, full: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "strftime") and hasattr(value, "hour") else str(value)
    if full:
        return text
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def verify(home: HomeOption = None, wait: WaitOption = None, json: JsonOption = False) -> None:
    """Check the warehouse: sums of every visit, rows without their partners; and print a hash of its content.

    Two warehouses with the same hash hold the same articles and versions, whatever happened on the way.
    Torn visits are read back from the archive first, as a run does.

    Example: visnyk verify --home ~/visnyk
    """
    place = find_home(home)
    console = make_console(stderr=json)
    work = Run(place, load_settings(place), {}, registry=all_sources([], only_folders=False))
    work.open(wait=wait, on_wait=console.print)
    try:
        findings, digest = run_checks(work.connection), content_hash(work.connection)
    finally:
        work.close()
    if json:
        listed = [
            {"check": finding.check, "subject": finding.subject, "message": finding.message}
            for finding in findings
        ]
        typer.echo(orjson.dumps({"findings": listed, "content_hash": digest}, option=orjson.OPT_INDENT_2))
    else:
        for finding in findings:
            console.print(f"[red]{finding.check}[/]: {finding.subject}: {finding.message}", highlight=False)
        console.print(f"{len(findings)} findings; content {digest}", highlight=False)
    if findings:
        raise typer.Exit(1)
