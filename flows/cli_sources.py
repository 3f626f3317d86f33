"""`visnyk sources`: what is read, from where, and whether its file is right."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import typer
from rich.table import Table

from flows.live import make_console
from flows.options import JsonOption, OnlySourcesOption, SourcesOption
from flows.sources import all_sources, choose_sources
from scrapers.registry import Source

app = typer.Typer(help="What is read, from where, and whether its file is right.", no_args_is_help=True)


@app.command("list")
def list_sources(
    folders: SourcesOption = None, only_sources: OnlySourcesOption = False, json: JsonOption = False
) -> None:
    """All sources, one line each.

    Example: visnyk sources list --sources ./my-sources
    """
    sources = all_sources(folders or [], only_sources)
    if json:
        typer.echo(orjson.dumps([_short(source) for source in sources.values()], option=orjson.OPT_INDENT_2))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("slug", "name", "region", "platform", "schedule", "evidence", "url"):
        table.add_column(name, no_wrap=name in ("slug", "region"))
    for source in sources.values():
        row = _short(source)
        table.add_row(*(str(row[str(column.header)] or "–") for column in table.columns))
    make_console().print(table)
    typer.echo(
        f"{len(sources)} sources; evidence A: real pages read, B: others' code, C: texts only, D: a guess"
    )


@app.command("show")
def show(
    slug: str,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    json: JsonOption = False,
) -> None:
    """One source whole, with what its platform lays under it.

    Example: visnyk sources show drabivska_hromada
    """
    source = choose_sources(all_sources(folders or [], only_sources), [slug])[slug]
    facts = source.model_dump(mode="json")
    if json:
        typer.echo(orjson.dumps(facts, option=orjson.OPT_INDENT_2))
        return
    for line in _lines(facts):
        typer.echo(line)


def _short(source: Source) -> dict[str, str | None]:
    return {
        "slug": source.slug,
        "name": source.name,
        "region": source.region,
        "platform": source.platform,
        "schedule": source.schedule if source.active else "off",
        "evidence": source.evidence,
        "url": source.url,
    }


def _lines(facts: dict[str, object], depth: int = 0) -> Iterator[str]:
    """Keys and values as TOML-like lines; tables of a list one after the other."""
    margin = "  " * depth
    for key, value in facts.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for entry in value:
                yield f"{margin}[[{key}]]"
                yield from _lines(entry, depth + 1)
        elif value not in (None, [], ""):
            yield f"{margin}{key} = {orjson.dumps(value).decode()}"
