"""`visnyk sources`: what is read, from where, and whether its file is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.table import Table

from flows import cli_sources_probe
from flows.live import make_console
from flows.options import JsonOption, OnlySourcesOption, SourcesOption
from flows.sources import all_sources, choose_sources
from scrapers.errors import RegistryError
from scrapers.registry import SITES, Source, read_source

app = typer.Typer(help="What is read, from where, and whether its file is right.", no_args_is_help=True)
app.command("probe")(cli_sources_probe.probe)
app.command("new")(cli_sources_probe.new)


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


@app.command("check")
def check(
    what: Annotated[
        list[Path] | None, typer.Argument(help="Source files or folders; the built-in ones if none is given")
    ] = None,
) -> None:
    """Read source files strictly and say what is wrong in each: file, key, what was expected, what came.

    Example: visnyk sources check ./my-sources
    """
    files = [
        file
        for path in what or [SITES]
        for file in (sorted(path.rglob("*.toml")) if path.is_dir() else [path])
    ]
    wrong = [problem for file in files if (problem := _problem(file))]
    for problem in wrong:
        typer.echo(problem)
    typer.echo(f"{len(files)} source files, {len(wrong)} wrong")
    if not files:
        raise typer.Exit(2)
    if wrong:
        raise typer.Exit(1)


def _problem(file: Path) -> str | None:
    if not file.is_file():
        return f"{file}: expected a source file or a folder of them, came nothing"
    try:
        read_source(file)
    except RegistryError as error:
        return str(error)
    return None


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
