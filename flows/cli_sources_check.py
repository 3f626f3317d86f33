"""`visnyk sources check`: files read strictly; sources read as a visit would, with nothing stored."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, get_args

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from flows.cli_look import (
    ContactOption,
    DelayOption,
    Manners,
    looking,
)
from flows.dry_run import From, PageCheck, SourceCheck, State, Stored, check_archive, check_cases, check_live
from flows.live import make_console
from flows.options import AllowOption, HomeOption, JsonOption, OnlySourcesOption, SourcesOption
from flows.probe_text import article_values, section_values, sections_table
from flows.settings import Home, find_home, load_settings
from flows.sources import expect_slug_or_path, find_registry, one_source
from scrapers.archive import Archive
from scrapers.folders import read_folders, toml_files
from scrapers.registry import SITES, Source

CASES = Path("tests/sites")
_STYLES: dict[State, str] = {
    "new": "green",
    "same": "dim",
    "changed": "yellow",
    "gone": "red",
    "no article": "dim",
    "failed": "red",
}
_INDEX_PAGES = 40  # that may be asked for beside the articles
_SHOWN = 30  # lines of a page's diff


WhatArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="Slugs, to read their sources; or files and folders; all built-in files if none is given"
    ),
]
FromOption = Annotated[
    From | None,
    typer.Option(
        "--from",
        help="Where pages come from; the archive if it has some of this source, else the site",
        show_default=False,
    ),
]
CountOption = Annotated[
    int, typer.Option("--pages", min=1, max=1_000_000, help="Articles that are read of each source")
]
CasesOption = Annotated[Path, typer.Option(help="Folder of golden cases, for --from cases")]
FailOption = Annotated[
    bool, typer.Option("--fail-on-change", help="End with 1 also where a page is read otherwise")
]


def check(
    what: WhatArgument = None,
    came_from: FromOption = None,
    pages: CountOption = 5,
    cases: CasesOption = CASES,
    fail_on_change: FailOption = False,
    delay: DelayOption = 1.0,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    home: HomeOption = None,
    allow_private: AllowOption = None,
    contact: ContactOption = None,
    json: JsonOption = False,
) -> None:
    """Files: read strictly, wrong ones named with key, what was expected and what came. Slugs: a dry run.

    A dry run reads some pages of each source as a visit would, stores nothing, and shows what would be stored, with
    the difference to what is stored now: from the site itself, from its newest answers in the archive (what would
    another parser or source file change?), or from its golden cases. Ends 1 if a section or page cannot be read, or
    a golden case is read otherwise.

    Example: visnyk sources check drabivska_hromada --from archive --pages 20

    Example: visnyk sources check ./my-sources
    """
    paths, slugs = _parted(what or [])
    if paths or not slugs:
        if slugs:
            raise typer.BadParameter(
                f"expected slugs, or files and folders; came both: {', '.join(what or [])}"
            )
        check_files(paths or [SITES, *load_settings(find_home(home)).sources], json)
        return
    registry = find_registry(load_settings(find_home(home)), folders, only_sources)
    for slug in slugs:
        expect_slug_or_path(registry, slug)
    chosen = [one_source(registry, slug) for slug in slugs]
    manners = Manners(home, allow_private, contact, delay, pages + _INDEX_PAGES)
    place = find_home(home)
    done = [_checked(source, came_from, place, cases, pages, manners) for source in chosen]
    if json:
        typer.echo(orjson.dumps([as_json(each) for each in done], option=orjson.OPT_INDENT_2))
    else:
        for each in done:
            print_check(make_console(), each)
    changed = any(page.state == "changed" for each in done for page in each.pages)
    if any(each.problems for each in done) or (fail_on_change and changed):
        raise typer.Exit(1)


def check_files(paths: list[Path], json: bool) -> None:
    """Beside the built-in ones, so that a taken slug is told too. Ends 1 if one is wrong, 2 if there is none."""
    for path in paths:
        toml_files(path)
    registry = read_folders([SITES, *paths])
    files = {
        slug: file for slug, file in registry.files.items() if any(_within(file, path) for path in paths)
    }
    problems = {
        str(file): str(registry.wrong[slug]) for slug, file in files.items() if slug in registry.wrong
    }
    if json:
        told = {"files": [str(file) for file in files.values()], "problems": problems}
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    else:
        for problem in problems.values():
            typer.echo(problem)
        typer.echo(f"{len(files)} source files, {len(problems)} wrong")
    if problems or not files:
        raise typer.Exit(1 if problems else 2)


def _within(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())


def _parted(what: list[str]) -> tuple[list[Path], list[str]]:
    """Files and folders, and slugs. What has a slash or an ending is a path, whether it is there or not."""
    paths = [
        Path(each)
        for each in what
        if "/" in each or each.endswith(".toml") or each == "." or Path(each).is_dir()
    ]
    return paths, [each for each in what if Path(each) not in paths]


def _checked(
    source: Source, came_from: From | None, home: Home, cases: Path, count: int, manners: Manners
) -> SourceCheck:
    if came_from is None:
        with Stored(home, source.slug) as stored:
            came_from = "archive" if stored.pages() else "live"
    match came_from:
        case "cases":
            if not cases.is_dir():
                raise typer.BadParameter(f"--cases: expected a folder of golden cases, came {cases}")
            return check_cases(source, cases)
        case "archive":
            return check_archive(source, home, Archive(home.archive), count)
        case "live":
            with looking(manners, source.slug) as peek:
                return check_live(source, peek, home, count)


def print_check(console: Console, check: SourceCheck) -> None:
    where = {"live": "the site", "archive": "the archive", "cases": "golden cases"}[check.came_from]
    console.print(f"[bold]{check.source}[/], read from {where}; nothing was stored", highlight=False)
    if check.sections:
        console.print(sections_table(check.sections))
    for page in check.pages:
        _print_page(console, page)
    states: Counter[State] = Counter(page.state for page in check.pages)
    told = ", ".join(f"{states[state]} {state}" for state in get_args(State) if states[state]) or "none read"
    stored = "" if check.stored else "; nothing of this source is stored yet"
    console.print(f"{len(check.pages)} pages: {told}{stored}", highlight=False)
    for problem in check.problems:
        console.print(f"[red]problem[/]: {escape(problem)}", highlight=False, soft_wrap=True)


def _print_page(console: Console, page: PageCheck) -> None:
    head = Text.assemble((page.state, _STYLES[page.state]), "  ", page.case or page.url)
    console.print(head, soft_wrap=True)
    if page.reason:
        console.print(f"    {escape(page.reason)}", highlight=False, soft_wrap=True)
    if page.state == "new":
        for article in page.articles[:3]:
            when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else "no date"
            told = f"    {when}  {article.title} ({len(article.body)} characters)"
            console.print(Text(told), soft_wrap=True)
    for line in page.diff[:_SHOWN]:
        console.print(Text(f"    {line}", style="red" if line.startswith("-") else "green"), soft_wrap=True)
    if len(page.diff) > _SHOWN:
        console.print(f"    and {len(page.diff) - _SHOWN} lines more: --json has all", style="dim")


def as_json(check: SourceCheck) -> dict[str, Any]:
    """Keys are stable."""
    return {
        "source": check.source,
        "from": check.came_from,
        "stored": check.stored,
        "sections": [section_values(each) for each in check.sections],
        "pages": [
            {
                "url": page.url,
                "case": page.case,
                "state": page.state,
                "reason": page.reason,
                "diff": list(page.diff),
                "articles": [article_values(article) for article in page.articles],
            }
            for page in check.pages
        ],
        "problems": check.problems,
    }
