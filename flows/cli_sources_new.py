"""`visnyk sources new`: the file that `probe` proposes, written whole or not at all, over nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import orjson
import typer
from rich.markup import escape

from flows.cli_look import (
    ContactOption,
    DelayOption,
    Manners,
    PagesOption,
    RequestsOption,
    allowing,
    web_address,
)
from flows.cli_sources_probe import (
    NameOption,
    PlatformOption,
    RegionOption,
    SlugOption,
    UrlArgument,
    check_words,
    failing,
    probed,
)
from flows.live import make_console
from flows.options import AllowOption, HomeOption, JsonOption
from flows.probe_text import as_json, print_probe
from flows.sources import all_sources
from scrapers.proposal import write_toml
from scrapers.registry import Source
from scrapers.site_facts import slug_of
from scrapers.source_files import read_source

IntoOption = Annotated[Path, typer.Option(help="Folder of source files; made if need be")]
LookOption = Annotated[
    bool,
    typer.Option(
        "--probe/--no-probe", help="Look at the site, or write what --platform, --name, --region say"
    ),
]
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Show the file and where it would stand; write nothing")
]
Given = dict[str, str | None]


def new(
    url: UrlArgument,
    into: IntoOption = Path("my-sources"),
    slug: SlugOption = None,
    platform: PlatformOption = None,
    name: NameOption = None,
    region: RegionOption = None,
    look: LookOption = True,
    dry_run: DryOption = False,
    pages: PagesOption = 3,
    delay: DelayOption = 1.0,
    requests: RequestsOption = 30,
    home: HomeOption = None,
    allow_private: AllowOption = None,
    contact: ContactOption = None,
    json: JsonOption = False,
) -> None:
    """Write a source file for a site, as `probe` proposes it, and check it. A file that is there is never touched.

    The slug is the source's id for ever, so it must be new: among the built-in sources and in the folder.
    Ends 0 if the file was written, 1 if the site gave no articles, 2 if the file or the slug is there already.

    Example: visnyk sources new https://drabivska-gromada.gov.ua/ --into my-sources --slug drabivska_2
    """
    check_words(platform, region, slug)
    taken = all_sources([into] if into.is_dir() else [], only_folders=False)
    if slug in taken:
        raise typer.BadParameter(
            f"there is a source {slug} already: {taken[slug].url}; remedy: another --slug"
        )
    given: Given = {"name": name, "platform": platform, "region": region}
    shown: dict[str, Any] | None = None
    if look:
        manners = Manners(home, allow_private, contact, delay, requests)
        slug, text, shown = _looked(manners, pages, taken, url, slug, given, json)
    else:
        slug, text = _told(web_address(url), slug, given)
    file = into / f"{slug}.toml"
    if text is not None:
        _place(file, text, write=not dry_run)
    if json:
        told = {"file": str(file), "slug": slug, "toml": text, "written": text is not None and not dry_run}
        typer.echo(orjson.dumps({**told, "probe": shown}, option=orjson.OPT_INDENT_2))
    elif text is not None:
        _tell(file, text, slug, allowing(allow_private), written=not dry_run, shown=look)
    if text is None:
        raise typer.Exit(1)


def _looked(
    manners: Manners,
    pages: int,
    taken: dict[str, Source],
    url: str,
    slug: str | None,
    given: Given,
    json: bool,
) -> tuple[str, str | None, dict[str, Any]]:
    """Slug, text and what the probe has found, which a person is shown."""
    with failing(url, json):
        found = probed(manners, pages, taken, url, slug, given)
    if not json:
        print_probe(make_console(), found)
    return found.slug, found.toml, as_json(found)


def _tell(file: Path, text: str, slug: str, allowed: str, *, written: bool, shown: bool) -> None:
    console = make_console()
    if not shown:
        console.out(text, highlight=False, end="")
    console.print(
        f"{'written' if written else 'would be written, and can be read'}: {file}",
        highlight=False,
        soft_wrap=True,
    )
    folder = escape(quote(str(file.parent)))
    if written:
        console.print(
            f"next: visnyk sources check {slug} --sources {folder}{allowed}\n"
            f"      visnyk run {slug} --sources {folder}{allowed or ' --contact you@example.org'}",
            style="dim",
            highlight=False,
            soft_wrap=True,
        )


def _told(url: str, slug: str | None, given: dict[str, str | None]) -> tuple[str, str]:
    """Slug and text of a file that is written without looking."""
    name = given["name"]
    if name is None or given["platform"] is None:
        raise typer.BadParameter("--no-probe: expected --platform and --name, which nobody else can tell")
    facts = {"url": url, **{key: value for key, value in given.items() if value is not None}}
    return slug or slug_of(name, url), write_toml(facts)


def _place(file: Path, text: str, *, write: bool) -> None:
    """Whole or not at all, and only what can be read: checked elsewhere first, then linked to its name."""
    if file.exists():
        raise typer.BadParameter(
            f"{file} is there already and stays as it is; remedy: another --slug or --into"
        )
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / file.name
        trial.write_text(text, encoding="utf-8")
        read_source(trial)
    if not write:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(part).chmod(0o644)
        os.link(part, file)  # fails if another has written the file meanwhile
    finally:
        Path(part).unlink()
