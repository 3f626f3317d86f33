"""`visnyk sources`: what is read, from where, and whether its file is right."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import typer
from rich.table import Table

from flows.live import make_console, tell_wrong
from flows.options import HomeOption, JsonOption, OnlySourcesOption, SourcesOption
from flows.settings import find_home, load_settings
from flows.sources import choose_sources, find_registry, wrong_files
from scrapers.folders import Registry

app = typer.Typer(help="What is read, from where, and whether its file is right.", no_args_is_help=True)


@app.command("list")
def list_sources(
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """All sources, one line each.

    Example: visnyk sources list --sources ./my-sources
    """
    registry = find_registry(load_settings(find_home(home)), folders, only_sources)
    if json:
        typer.echo(
            orjson.dumps([_short(slug, registry) for slug in registry.sources], option=orjson.OPT_INDENT_2)
        )
    else:
        _print_table(registry)
    tell_wrong(make_console(stderr=True), wrong_files(registry))
    if registry.wrong:
        raise typer.Exit(1)


def _print_table(registry: Registry) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("slug", "name", "region", "platform", "schedule", "evidence", "url"):
        table.add_column(name, no_wrap=name in ("slug", "region"))
    for slug in registry.sources:
        row = _short(slug, registry)
        table.add_row(*(str(row[str(column.header)] or "–") for column in table.columns))
    make_console().print(table)
    count = len(registry.sources)
    typer.echo(f"{count} sources; evidence A: real pages read, B: others' code, C: texts only, D: a guess")
    for slug, earlier in registry.replaced.items():
        typer.echo(f"{slug}: {registry.files[slug]} replaces {earlier}")


@app.command("show")
def show(
    slug: str,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """One source whole, with what its platform lays under it.

    Example: visnyk sources show drabivska_hromada
    """
    registry = find_registry(load_settings(find_home(home)), folders, only_sources)
    chosen = choose_sources(registry, [slug])
    if not chosen:
        raise registry.wrong[slug]
    whence, facts = _whence(slug, registry), chosen[slug].model_dump(mode="json")
    if json:
        typer.echo(orjson.dumps({**whence, **facts}, option=orjson.OPT_INDENT_2))
        return
    typer.echo(f"# {whence['file']}")
    if whence["in_place_of"]:
        typer.echo(f"# in place of {whence['in_place_of']}")
    for line in _lines(facts):
        typer.echo(line)


def _whence(slug: str, registry: Registry) -> dict[str, str | None]:
    earlier = registry.replaced.get(slug)
    return {"file": str(registry.files[slug]), "in_place_of": str(earlier) if earlier else None}


def _short(slug: str, registry: Registry) -> dict[str, str | None]:
    source = registry.sources[slug]
    return {
        "slug": source.slug,
        "name": source.name,
        "region": source.region,
        "platform": source.platform,
        "schedule": source.schedule if source.active else "off",
        "evidence": source.evidence,
        "url": source.url,
        **_whence(slug, registry),
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
