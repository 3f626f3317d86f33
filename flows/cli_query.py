"""`visnyk sql`: questions to what is published."""

from __future__ import annotations

import csv
import json as stdlib_json
import sys
from datetime import date, datetime, time
from typing import Annotated, Any

import duckdb
import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.live import make_console
from flows.options import HomeOption, JsonOption
from flows.settings import find_home, load_settings
from warehouse.db import open_published

ROWS = 1_000
WIDTH = 60  # characters of a cell
HEAD = 24  # of them where an address is cut: scheme and host; the rest is its end
NARROW = 12  # characters a column needs; where there are fewer, each row is told line by line


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

    Views: articles, article_versions, digest_items, document_pages, placements, coverage, ledger, visits, failures,
    captures, sources, regions, section_reads, arrivals, fill_rates. Times are shown in Kyiv. What a column means:
    visnyk sql --full "select column_name, comment from duckdb_columns() where table_name = 'articles'"

    Example: visnyk sql "select source, count(*) from articles group by all"
    """
    place = find_home(home)
    load_settings(place)  # nothing of it is needed here, but who mistypes one asks on and never hears of it
    with open_published(place.database) as connection:
        try:
            asked = sys.stdin.read() if query == "-" else query
            _refuse_several(connection, asked)
            cursor = connection.execute(asked)
            if cursor is None:
                raise BadQuery("expected a statement, came nothing but white space or comments")
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall() if json or as_csv or full else cursor.fetchmany(ROWS + 1)
        except duckdb.Error as error:
            raise BadQuery(_with_remedy(str(error))) from error
    if json:
        if len(set(names)) < len(names):
            raise BadQuery(f"expected a name of its own for each column, came {', '.join(names)}")
        records = [dict(zip(names, row, strict=True)) for row in rows]
        typer.echo(stdlib_json.dumps(records, default=_plain, ensure_ascii=False, indent=2))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows([_flat(value) for value in row] for row in rows)
    else:
        print_rows(make_console(), names, rows, full)


def _refuse_several(connection: duckdb.DuckDBPyConnection, asked: str) -> None:
    """Of two answers only the last would be seen."""
    found = [each.type for each in connection.extract_statements(asked)]
    if (count := found.count(duckdb.StatementType.SELECT)) > 1:
        raise BadQuery(f"expected one query, came {count}; remedy: ask them one after the other")


def _with_remedy(message: str) -> str:
    """DuckDB's message, and what to do where we know it."""
    if "No files found that match" in message:
        return f"{message}\nThe snapshot lacks a file it was published with. Remedy: `visnyk publish` makes a whole one"
    return message


def print_rows(console: Console, names: list[str], rows: list[tuple[Any, ...]], full: bool = False) -> None:
    """A table that lines up; numbers to the right, long cells cut unless `full`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(names):
        numeric = bool(rows) and all(isinstance(row[number], (int, float, type(None))) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    shown = rows if full else rows[:ROWS]
    if len(names) * NARROW > console.width:
        _print_records(console, names, shown, full)
    else:
        for row in shown:
            table.add_row(*(Text(_cell(value, full)) for value in row))
        console.print(table)
    more = len(rows) - len(shown)
    noun = "row" if len(shown) == 1 else "rows"
    console.print(f"{len(shown)} {noun}{' and more: --full shows all' if more else ''}", style="dim")


def _print_records(console: Console, names: list[str], rows: list[tuple[Any, ...]], full: bool) -> None:
    """One line a column, for more columns than stand side by side."""
    for number, row in enumerate(rows, start=1):
        console.print(f"row {number}", style="bold")
        block = Table(box=None, pad_edge=False, show_header=False)
        block.add_column(style="dim", no_wrap=True)
        block.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            block.add_row(name, Text(_cell(value, full)))
        console.print(block)


def _plain(value: Any) -> str:
    """What JSON has no form for: times as ISO 8601, identifiers and the like as text."""
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _flat(value: Any) -> Any:
    """Lists and maps as JSON, so that another program can read them back."""
    if isinstance(value, (list, dict)):
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    return value


def _cell(value: Any, full: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) and not full else str(value)
    if full:
        return text
    text = " ".join(text.split())
    if len(text) <= WIDTH:
        return text
    if text.startswith(("http://", "https://")):  # pages of one site differ in their tails
        return f"{text[:HEAD]}…{text[HEAD + 1 - WIDTH :]}"
    return text[: WIDTH - 1] + "…"
