"""`visnyk evidence`: where each value of one article was read, down to the place in the archived page."""

from __future__ import annotations

from typing import Annotated, Any

import duckdb
import orjson
import typer
from rich.console import Console
from rich.text import Text

from flows.cli_versions import no_such_article
from flows.live import make_console
from flows.options import HomeOption, JsonOption
from flows.settings import find_home, load_settings
from scrapers.archive import Archive
from scrapers.errors import BadResponse
from scrapers.page_place import find_words, read_text
from scrapers.urls import canonical
from warehouse.db import open_published

_NAMES = (
    "field", "value", "rule", "words", "words_in", "words_start", "words_end", "parser", "capture_id",
    "warc_file", "warc_offset",
)  # fmt: skip
_WIDTH = 120  # characters of a value, unless all is asked for
Row = dict[str, Any]


def evidence(
    url: Annotated[str, typer.Argument(help="Address of an article, as `articles.url` has it")],
    home: HomeOption = None,
    json: JsonOption = False,
    full: Annotated[bool, typer.Option("--full", help="Print whole values")] = False,
) -> None:
    """Print where each value of an article was read: the rule, the page's own words, and where these stand in the
    article's text and in the archived page; which answer that is, and which parser read it.

    Places in the page are characters of what `visnyk archive show` prints, from 0.

    Example: visnyk evidence https://drabivska-gromada.gov.ua/news/1719903646/
    """
    place = find_home(home)
    archive = Archive(place.archive, max_bytes=load_settings(place).warc_mb * 2**20)
    with open_published(place.database) as connection:
        rows = _read(connection, canonical(url) or url)
    pages: dict[tuple[str, int], str | None] = {}
    for row in rows:
        row["page_spans"] = _spans(archive, pages, row)
    if json:
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
        return
    console = make_console()
    for row in rows:
        _print(console, row, full)
    for file, offset in pages:
        console.print(f"archived in {file} at byte {offset}", highlight=False, soft_wrap=True)
    for parser in sorted({row["parser"] or "one of a release that did not say" for row in rows}):
        console.print(f"read by parser {parser}", highlight=False)


def _read(connection: duckdb.DuckDBPyConnection, url: str) -> list[Row]:
    columns = ", ".join(_NAMES)
    query = f"select {columns} from evidence where url = $url order by article_id, field"
    rows = connection.execute(query, {"url": url}).fetchall()
    if not rows:
        raise no_such_article(connection, url)
    told = [dict(zip(_NAMES, row, strict=True)) for row in rows]
    return [{**row, "capture_id": str(row["capture_id"])} for row in told]


def _spans(archive: Archive, pages: dict[tuple[str, int], str | None], row: Row) -> list[dict[str, Any]]:
    """Every place of the words in the page; none where they are not letter for letter there, or nobody can read it."""
    if row["warc_file"] is None or not row["words"]:
        return []
    key = (row["warc_file"], row["warc_offset"])
    if key not in pages:
        try:
            pages[key] = read_text(archive, *key)
        except BadResponse:
            pages[key] = None
    return [span.as_dict() for span in find_words(pages[key] or "", row["words"])]


def _print(console: Console, row: Row, full: bool) -> None:
    value = row["value"] if full or len(row["value"]) <= _WIDTH else f"{row['value'][: _WIDTH - 1]}…"
    console.print(Text.assemble((f"{row['field']}: ", "bold"), value.replace("\n", " ⏎ ")), soft_wrap=True)
    console.print(Text(f"  {row['rule']}", style="cyan"), soft_wrap=True)
    if row["words"] and row["words"] != row["value"]:
        console.print(Text(f"  from «{row['words']}»"), soft_wrap=True)
    if row["words_in"]:
        console.print(
            f"  in {row['words_in']}, characters {row['words_start']} to {row['words_end']}", highlight=False
        )
    spans = row["page_spans"]
    if spans:
        at = ", ".join(f"{span['start']}–{span['end']}" for span in spans)
        console.print(
            f"  in the page at {at}: …{spans[0]['around']}…", highlight=False, soft_wrap=True, markup=False
        )
