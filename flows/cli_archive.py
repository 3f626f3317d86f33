"""`visnyk archive`: what was received, as it was received."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import duckdb
import orjson
import typer

from flows.options import HomeOption, JsonOption
from flows.settings import Home, find_home, load_settings
from scrapers.archive import Archive
from scrapers.charset import decode
from scrapers.stored import content_type, plain_body
from scrapers.urls import canonical
from warehouse.db import open_published

app = typer.Typer(help="What was received, as it was received.", no_args_is_help=True)


class NotArchived(Exception):
    """The archive does not hold this page; the message names what it knows."""


@app.command("show")
def show(
    url: Annotated[str, typer.Argument(help="Address of a page, as `articles.url` has it")],
    home: HomeOption = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="The bytes of the body, decompressed, in their charset")
    ] = False,
    headers: Annotated[bool, typer.Option("--headers", help="The answer's status and headers only")] = False,
    version: Annotated[
        int, typer.Option(help="1 is the newest capture with a body, 2 the one before …", min=1)
    ] = 1,
) -> None:
    """Print the stored page: the newest capture of an address, as text.

    Example: visnyk archive show https://drabivska-gromada.gov.ua/news/1719903646/
    """
    place = find_home(home)
    file, offset = _place(place, canonical(url) or url, version)
    record = _archive(place).holding(file, offset)
    if headers:
        typer.echo(f"HTTP status {record.status}, archived in {file} at {offset}")
        for name, value in record.http_headers:
            typer.echo(f"{name}: {value}")
    elif raw:
        sys.stdout.buffer.write(plain_body(record))
    else:
        text, _ = decode(plain_body(record), content_type(record))
        typer.echo(text)


@app.command("list")
def list_captures(url: str, home: HomeOption = None, json: JsonOption = False) -> None:
    """All captures of an address, newest first; times are Kyiv's.

    Example: visnyk archive list https://drabivska-gromada.gov.ua/news/1719903646/
    """
    asked, place = canonical(url) or url, find_home(home)
    load_settings(place)
    with open_published(place.database) as connection:
        cursor = connection.execute(
            "select fetched_at, status, size, sha256, revisit, warc_file, warc_offset from captures"
            " where requested_url = ? order by fetched_at desc",
            [asked],
        )
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        if not rows:
            raise NotArchived(f"no capture of {asked}; the nearest addresses: {_nearest(connection, asked)}")
    if json:
        typer.echo(
            orjson.dumps([dict(zip(names, row, strict=True)) for row in rows], option=orjson.OPT_INDENT_2)
        )
        return
    for line in _columns(names, rows):
        typer.echo(line)


def _columns(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """Lines that line up however wide they are: cut nowhere, so that `archive show` can be given what they say."""
    texts = [names, *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(text[number]) for text in texts) for number in range(len(names))]
    for text in texts:
        yield "  ".join(cell.ljust(width) for cell, width in zip(text, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else str(value)


def _nearest(connection: duckdb.DuckDBPyConnection, url: str) -> str:
    rows = connection.execute(
        "select distinct requested_url from captures order by levenshtein(requested_url, ?) limit 3", [url]
    ).fetchall()
    return ", ".join(row[0] for row in rows) or "none"


def _place(home: Home, url: str, version: int) -> tuple[str, int]:
    """WARC file and offset of the body: a revisit or a 304 has none of its own."""
    with open_published(home.database) as connection:
        rows = connection.execute(
            "select warc_file, warc_offset from captures where requested_url = ? and status <> 304 and size > 0"
            # each body once, by its newest capture: that may point at an earlier one, also of another page
            " qualify row_number() over (partition by sha256 order by fetched_at desc) = 1"
            " order by fetched_at desc limit 1 offset ?",
            [url, version - 1],
        ).fetchall()
        if not rows:
            raise NotArchived(_no_version(connection, url, version))
    return rows[0]


def _no_version(connection: duckdb.DuckDBPyConnection, url: str, version: int) -> str:
    (bodies,) = connection.execute(
        "select count(distinct sha256) from captures where requested_url = ? and status <> 304 and size > 0",
        [url],
    ).fetchall()[0]
    if bodies:
        return f"no version {version} of a body from {url}; expected 1 to {bodies}"
    return f"no body from {url}; the nearest addresses: {_nearest(connection, url)}"


def _archive(home: Home) -> Archive:
    return Archive(home.archive, max_bytes=load_settings(home).warc_mb * 2**20)
