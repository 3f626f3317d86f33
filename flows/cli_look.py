"""What the commands share that look at a site without keeping anything: options, manners, and how they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer
from rich.markup import escape

from flows.live import make_console
from flows.settings import Settings, find_home, load_settings
from scrapers.address import locate
from scrapers.errors import (
    AddressRefused,
    BadRedirect,
    Blocked,
    FetchError,
    RefusedByRobots,
    RobotsUnread,
    Unreachable,
)
from scrapers.fetch import Fetcher
from scrapers.peek import Peek
from scrapers.urls import canonical

ATTEMPTS = 2  # a person waits; a visit tries more often

DelayOption = Annotated[
    float, typer.Option(min=0, max=60, help="Seconds between two requests; a longer Crawl-delay wins")
]
RequestsOption = Annotated[int, typer.Option(min=3, max=200, help="Addresses that are asked for at most")]
PagesOption = Annotated[int, typer.Option("--pages", min=1, max=50, help="Articles that are read")]
ContactOption = Annotated[str | None, typer.Option(help="Your address, named in the user agent")]


@dataclass(frozen=True, slots=True)
class Manners:
    """How a look is to behave; `home` only tells where the settings are."""

    home: Path | None
    allow_private: list[str] | None
    contact: str | None
    delay: float
    requests: int

    @property
    def settings(self) -> Settings:
        given: dict[str, Any] = {"allow_private": self.allow_private or None, "contact": self.contact}
        return load_settings(find_home(self.home), given)


@contextmanager
def looking(manners: Manners, slug: str = "probe") -> Iterator[Peek]:
    """A Peek that tells on stderr what it asks for, while it does."""
    settings, console = manners.settings, make_console(stderr=True)
    limits = replace(settings.limits, attempts=min(ATTEMPTS, settings.attempts))
    fetcher = Fetcher(user_agent=settings.user_agent, limits=limits, allow=settings.networks)
    try:
        with console.status("looking") as status:
            yield Peek(
                fetcher,
                slug=slug,
                delay=manners.delay,
                most=manners.requests,
                report=lambda url: status.update(f"asking for {escape(url)}"),
            )
    finally:
        fetcher.close()


def allowing(networks: list[str] | None) -> str:
    """The options again, for a command that is shown as the next one."""
    return "".join(f" --allow-private {quote(network)}" for network in networks or [])


def web_address(text: str) -> str:
    """A canonical address; `https://` is put before one without a scheme. Asked wrongly: BadParameter."""
    url = canonical(text if "://" in text else f"https://{text}")
    try:
        if url is not None:
            locate(url)
    except BadRedirect:
        url = None
    if url is None:
        raise typer.BadParameter(f"expected an address like https://rada.example/, came {text!r}")
    return url


def remedy(error: FetchError) -> str:
    """What a person can do about a page that does not come."""
    match error:
        case AddressRefused():
            return "remedy: that option, if the site is your own"
        case RobotsUnread() | Unreachable():
            return "remedy: look at the address in a browser, try http:// for https://, or later"
        case RefusedByRobots():
            return "the site does not want to be read by programs; remedy: ask its owner"
        case Blocked():
            return (
                "the site refuses this visitor; remedy: look at the address in a browser, say who you are with"
                " --contact, try later or from another network, or ask the site's owner"
            )
    return "remedy: give the address of the site's front page, or of the page that lists its news"
