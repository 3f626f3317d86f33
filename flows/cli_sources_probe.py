"""`visnyk sources probe` and `new`: from an address to a source file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from flows.cli_look import (
    ContactOption,
    DelayOption,
    Manners,
    PagesOption,
    RequestsOption,
    looking,
    remedy,
    web_address,
)
from flows.live import make_console
from flows.options import AllowOption, HomeOption, JsonOption, OnlySourcesOption, SourcesOption
from flows.probe_text import as_json, print_probe
from flows.sources import all_sources
from scrapers.errors import FetchError
from scrapers.probe import Probe, Prober
from scrapers.proposal import write_toml
from scrapers.records import REGIONS
from scrapers.registry import PLATFORMS, SITES, SLUG, Source, load_sources, read_source
from scrapers.site_facts import slug_of

UrlArgument = Annotated[
    str,
    typer.Argument(
        metavar="URL", help="The site's front page, or the page that lists its news", show_default=False
    ),
]
PlatformOption = Annotated[
    str | None, typer.Option(help="Take this platform for granted; see scrapers/platforms/")
]
NameOption = Annotated[str | None, typer.Option(help="The publisher's name, if the site does not tell it")]
RegionOption = Annotated[str | None, typer.Option(help="ISO 3166-2:UA code, e.g. UA-46, or national")]
SlugOption = Annotated[
    str | None, typer.Option(help="The source's id and file name; made of the name if not given")
]


def probe(
    url: UrlArgument,
    platform: PlatformOption = None,
    name: NameOption = None,
    region: RegionOption = None,
    slug: SlugOption = None,
    pages: PagesOption = 3,
    delay: DelayOption = 1.0,
    requests: RequestsOption = 30,
    folders: SourcesOption = None,
    only_sources: OnlySourcesOption = False,
    home: HomeOption = None,
    allow_private: AllowOption = None,
    contact: ContactOption = None,
    json: JsonOption = False,
) -> None:
    """Look at a site and propose a source file for it: its platform by evidence, its lists, a few of its articles.

    Asks for about ten pages, one a second, as robots.txt allows, and stores nothing. A platform is claimed only
    where its marks leave little doubt; other sites are read without rules. Each claim shows its marks, each field
    where it was read and whether the reading without rules says the same. Ends 0 if articles were read, 1 if not.

    Example: visnyk sources probe https://drabivska-gromada.gov.ua/
    """
    known = all_sources(folders or [], only_sources)
    _check(platform, region, slug)
    manners = Manners(home=home, allow_private=allow_private, contact=contact, delay=delay, requests=requests)
    with _failing(url, json):
        found = _probed(
            manners, pages, known, url, slug, {"name": name, "platform": platform, "region": region}
        )
    if json:
        typer.echo(orjson.dumps(as_json(found), option=orjson.OPT_INDENT_2))
    else:
        console = make_console()
        print_probe(console, found)
        if found.toml is not None:
            console.print(
                f"\nnext: visnyk sources new {escape(found.url)} --into my-sources",
                style="dim",
                soft_wrap=True,
            )
    if found.toml is None:
        raise typer.Exit(1)


def new(
    url: UrlArgument,
    into: Annotated[Path, typer.Option(help="Folder of source files; made if need be")] = Path("my-sources"),
    slug: SlugOption = None,
    platform: PlatformOption = None,
    name: NameOption = None,
    region: RegionOption = None,
    look: Annotated[
        bool,
        typer.Option(
            "--probe/--no-probe", help="Look at the site, or write what --platform, --name, --region say"
        ),
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the file and where it would stand; write nothing")
    ] = False,
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
    _check(platform, region, slug)
    taken = load_sources([SITES, *([into] if into.is_dir() else [])])
    if slug in taken:
        raise typer.BadParameter(
            f"there is a source {slug} already: {taken[slug].url}; remedy: another --slug"
        )
    given = {"name": name, "platform": platform, "region": region}
    if look:
        manners = Manners(
            home=home, allow_private=allow_private, contact=contact, delay=delay, requests=requests
        )
        with _failing(url, json):
            found = _probed(manners, pages, taken, url, slug, given)
        if not json:
            print_probe(make_console(), found)
        slug, text = found.slug, found.toml
    else:
        slug, text = _told(web_address(url), slug, given)
    file = into / f"{slug}.toml"
    if text is not None:
        _place(file, text, write=not dry_run)
    if json:
        told = {"file": str(file), "slug": slug, "toml": text, "written": text is not None and not dry_run}
        typer.echo(
            orjson.dumps({**told, "probe": as_json(found) if look else None}, option=orjson.OPT_INDENT_2)
        )
    elif text is not None:
        _tell(file, text, slug, written=not dry_run, shown=look)
    if text is None:
        raise typer.Exit(1)


def _tell(file: Path, text: str, slug: str, *, written: bool, shown: bool) -> None:
    console = make_console()
    if not shown:
        console.out(text, highlight=False, end="")
    console.print(
        f"{'written' if written else 'would be written, and can be read'}: {file}",
        highlight=False,
        soft_wrap=True,
    )
    if written:
        console.print(
            f"next: visnyk sources check {slug} --sources {file.parent}\n"
            f"      visnyk run {slug} --sources {file.parent} --contact you@example.org",
            style="dim",
            highlight=False,
            soft_wrap=True,
        )


def _check(platform: str | None, region: str | None, slug: str | None) -> None:
    """What can be said wrong is told before anything is asked for."""
    platforms = sorted(file.stem for file in PLATFORMS.glob("*.toml"))
    if platform is not None and platform not in platforms:
        raise typer.BadParameter(f"--platform: expected one of {', '.join(platforms)}, came {platform!r}")
    if region is not None and region not in REGIONS:
        raise typer.BadParameter(f"--region: expected one of {', '.join(REGIONS)}, came {region!r}")
    if slug is not None and not SLUG.fullmatch(slug):
        raise typer.BadParameter(f"--slug: expected small Latin letters, digits and _, came {slug!r}")


def _probed(
    manners: Manners,
    pages: int,
    known: Mapping[str, Source],
    url: str,
    slug: str | None,
    given: dict[str, str | None],
) -> Probe:
    """Where no scheme was given and https does not answer, http is tried."""
    address = web_address(url)
    with looking(manners) as peek:
        prober = Prober(peek, datetime.now(UTC), samples=pages, known=known)
        try:
            return prober.run(address, slug, **given)
        except FetchError:
            if "://" in url or not peek.host_down(address):
                raise
            return prober.run(f"http://{address.partition('://')[2]}", slug, **given)


@contextmanager
def _failing(url: str, json: bool) -> Iterator[None]:
    """A site that cannot be looked at is a problem that was found: exit status 1."""
    try:
        yield
    except FetchError as error:
        problem = f"{type(error).__name__}: {error}"
        if json:
            told = {"url": url, "toml": None, "problems": [problem, remedy(error)]}
            typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        else:
            console = make_console(stderr=True)
            console.print(
                f"[red]visnyk:[/] {escape(problem)}\n{escape(remedy(error))}", highlight=False, soft_wrap=True
            )
        raise typer.Exit(1) from error


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
