"""`visnyk sources probe`: what a site is made of, and a source file for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from shlex import quote
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
    allowing,
    looking,
    remedy,
    web_address,
)
from flows.live import make_console
from flows.options import AllowOption, HomeOption, JsonOption, OnlySourcesOption, SourcesOption
from flows.probe_text import as_json, print_probe
from flows.sources import known_sources
from scrapers.errors import FetchError
from scrapers.probe import Prober
from scrapers.probed import Probe
from scrapers.records import REGIONS
from scrapers.registry import PLATFORMS, SLUG, SLUG_IN_WORDS, Source

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
    known = known_sources(home, folders, only_sources)
    check_words(platform, region, slug)
    manners = Manners(home, allow_private, contact, delay, requests)
    with failing(url, json):
        found = probed(
            manners, pages, known, url, slug, {"name": name, "platform": platform, "region": region}
        )
    if json:
        typer.echo(orjson.dumps(as_json(found), option=orjson.OPT_INDENT_2))
    else:
        console = make_console()
        print_probe(console, found)
        if found.toml is not None:
            console.print(
                f"\nnext: visnyk sources new {escape(quote(found.url))} --into my-sources{allowing(allow_private)}",
                style="dim",
                soft_wrap=True,
            )
    if found.toml is None:
        raise typer.Exit(1)


def check_words(platform: str | None, region: str | None, slug: str | None) -> None:
    """What can be said wrong is told before anything is asked for."""
    platforms = sorted(file.stem for file in PLATFORMS.glob("*.toml"))
    if platform is not None and platform not in platforms:
        raise typer.BadParameter(f"--platform: expected one of {', '.join(platforms)}, came {platform!r}")
    if region is not None and region not in REGIONS:
        raise typer.BadParameter(f"--region: expected one of {', '.join(REGIONS)}, came {region!r}")
    if slug is not None and not SLUG.fullmatch(slug):
        raise typer.BadParameter(f"--slug: expected {SLUG_IN_WORDS}, came {slug!r}")


def probed(
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
def failing(url: str, json: bool) -> Iterator[None]:
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
