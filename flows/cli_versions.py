"""`visnyk versions`: how one article was worded over time, with the differences marked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import duckdb
import orjson
import typer
from rich.console import Console
from rich.text import Text

from flows.live import make_console
from flows.options import HomeOption, JsonOption
from flows.settings import find_home, load_settings
from scrapers.urls import canonical
from warehouse.db import open_published

_NAMES = ("version", "seen_at", "change_kinds", "changes", "title", "lead", "body", "published")
_WIDTH = 300  # characters of a difference, unless all is asked for


class NoSuchArticle(Exception):
    """No published article has this address; the message names what to do."""


def versions(
    url: Annotated[str, typer.Argument(help="Address of an article, as `articles.url` has it")],
    home: HomeOption = None,
    json: JsonOption = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print whole differences and the text of every version")
    ] = False,
) -> None:
    """Print the versions of an article, oldest first, each with what it changed: − what was, + what is.

    Kinds: title, lead, body, published, parts say where; number, date, name, quote, paragraph_added,
    paragraph_removed, wording say what. Counters, share lines, time stamps and typography make no version.
    Times are Kyiv's.

    Example: visnyk versions https://drabivska-gromada.gov.ua/news/1719903646/
    """
    place = find_home(home)
    load_settings(place)
    asked = canonical(url) or url
    with open_published(place.database) as connection:
        rows = _read(connection, asked)
    if json:
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
        return
    console = make_console()
    for row in rows:
        _print(console, row, full)


def _read(connection: duckdb.DuckDBPyConnection, url: str) -> list[dict[str, Any]]:
    cursor = connection.execute(
        f"select {', '.join(_NAMES)} from article_versions where url = $url order by article_id, version",
        {"url": url},
    )
    rows = [dict(zip(_NAMES, row, strict=True)) for row in cursor.fetchall()]
    if rows:
        return rows
    raise no_such_article(connection, url)


def no_such_article(connection: duckdb.DuckDBPyConnection, url: str) -> NoSuchArticle:
    near = connection.execute(
        "select url from articles order by jaro_winkler_similarity(url, $url) desc, url limit 3", {"url": url}
    ).fetchall()
    told = ", ".join(each for (each,) in near) or "none: nothing is published yet"
    return NoSuchArticle(f"expected the address of an article, came {url}. The nearest: {told}")


def _print(console: Console, row: dict[str, Any], full: bool) -> None:
    kinds = ", ".join(row["change_kinds"]) or ("first seen" if row["version"] == 1 else "no kinds kept")
    console.print(
        f"version {row['version']}, {_when(row['seen_at'])}: {kinds}", style="bold", highlight=False
    )
    if row["version"] == 1 or full:
        console.print(Text(f"  {row['title']}"))
    if full:
        for line in filter(None, (row["lead"], row["body"])):
            console.print(Text(f"  {line}"), soft_wrap=True)
    for change in row["changes"] or ():
        _print_change(console, change, full)
    if row["version"] > 1 and row["changes"] is None:
        console.print(
            "  made by an earlier release, which kept no differences; --full prints the texts", style="dim"
        )


def _print_change(console: Console, change: dict[str, str], full: bool) -> None:
    where = change["kind"] if change["kind"] == change["place"] else f"{change['kind']} in {change['place']}"
    console.print(f"  {where}", style="cyan", highlight=False)
    for sign, said, style in (("−", change["before"], "red"), ("+", change["after"], "green")):
        if said:
            told = said if full or len(said) <= _WIDTH else f"{said[: _WIDTH - 1]}…"
            console.print(Text(f"    {sign} {told}", style=style), soft_wrap=True)


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
