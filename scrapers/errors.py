"""What can go wrong between a web site and an article, each with a name.

ScrapeError
├── RegistryError            a source file says something it may not say
├── FetchError               a URL gave no page
│   ├── Refused
│   │   ├── RefusedByRobots  robots.txt forbids it
│   │   │   └── RobotsUnread  robots.txt could not be read now (5xx, 429, not to be decoded), so nothing is asked for
│   │   └── Blocked          401, 403, 451, 429 after all retries, or a page that says so: a challenge, a login
│   ├── Gone                 404, 410
│   ├── Unreachable          no connection, time-out, torn answer, 408, 429, 5xx, or a page that says so (works, a
│   │                        suspended account): the only one retried
│   ├── TooLarge             the body passed the limit, counted after decompression
│   ├── BadRedirect          a loop, too many hops, or a hop that is not http(s)
│   ├── AddressRefused       the peer's address is private, loopback, link-local or of a metadata service
│   ├── Spared               was not asked for: a look at a site has asked as often as it may
│   └── BadResponse          an answer that cannot be read: unknown coding, corrupt gzip, unexpected status
└── ParseError               a page gave no article
    ├── LayoutChanged        a mandatory selector matched nothing, or too much; or one page came for many addresses
    ├── DateUnreadable       there is a date, in a form `dates` does not know
    ├── LettersLost          a title or a text is signs in the place of letters, or letters of another charset
    └── NotAnArticle         the page says so itself: a soft 404, a section page
        └── LeadsElsewhere   another host, or an address that no rule knows: of a known article it may have moved there
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from scrapers.records import Capture, Outcome


class ScrapeError(Exception):
    """Anything of ours; `collect` turns it into a ledger outcome and goes on with the next page."""

    outcome: ClassVar[Outcome] = "failed"
    stage: ClassVar[str] = "scrape"


@dataclass
class RegistryError(ScrapeError):
    """A wrong fact in a source file; `more` are further ones of the same file."""

    file: Path
    key: str
    expected: str
    came: str
    more: tuple[RegistryError, ...] = ()
    stage: ClassVar[str] = "registry"

    def with_more(self, *more: RegistryError) -> RegistryError:
        return replace(self, more=(*self.more, *more))

    def __str__(self) -> str:
        own = f"{self.file}: {self.key}: expected {self.expected}, came {self.came}"
        return "\n".join([own, *map(str, self.more)])


class FetchError(ScrapeError):
    """A URL that gave no page; `capture` is the archived answer where there was one."""

    stage: ClassVar[str] = "fetch"

    def __init__(self, message: str, *, capture: Capture | None = None) -> None:
        super().__init__(message)
        self.capture = capture


class Refused(FetchError):
    """The site does not want us here."""

    outcome: ClassVar[Outcome] = "blocked"


class RefusedByRobots(Refused):
    outcome: ClassVar[Outcome] = "refused_by_robots"


class RobotsUnread(RefusedByRobots):
    """Nobody forbids anything, but RFC 9309 allows nothing while the rules are not known."""


class Blocked(Refused):
    """401, 403, 451, 429 after all retries, or a notice in the place of a page, whatever its status."""


class Gone(FetchError):
    outcome: ClassVar[Outcome] = "gone"


class Unreachable(FetchError):
    """The only failure that is retried; `retry_after` is the server's own wish, in seconds."""

    def __init__(
        self, message: str, *, capture: Capture | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, capture=capture)
        self.retry_after = retry_after


class TooLarge(FetchError):
    pass


class BadRedirect(FetchError):
    pass


class AddressRefused(FetchError):
    pass


class Spared(FetchError):
    pass


class BadResponse(FetchError):
    pass


class ParseError(ScrapeError):
    stage: ClassVar[str] = "parse"


class LayoutChanged(ParseError):
    pass


class DateUnreadable(ParseError):
    pass


class LettersLost(ParseError):
    pass


class NotAnArticle(ParseError):
    outcome: ClassVar[Outcome] = "not_an_article"


class LeadsElsewhere(NotAnArticle):
    pass
