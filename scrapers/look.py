"""One page as it is looked at by someone who does not know its site: addresses, headers, days, all without rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from scrapers.dates import read_date
from scrapers.errors import DateUnreadable
from scrapers.html import Page, parse
from scrapers.parsers.generic_page import HEADINGS
from scrapers.parsers.generic_walk import read_page
from scrapers.urls import canonical, host_of, path_of

_ASSETS = (
    ("script[src]", "src"),
    ("link[href]", "href"),
    ("img[src]", "src"),
    ("img[data-src]", "data-src"),
    ("source[srcset]", "srcset"),
)
_NO_ASSETS = frozenset("canonical alternate shortlink next prev amphtml author license me search".split())
_LONGEST_DAY = 60  # letters of a heading that is nothing but a date
_NEWS = 80  # letters of a day's news, at least
_HEADLINE = 18  # letters of a link that is more than «Детальніше»


@dataclass(frozen=True, kw_only=True)
class Look:
    """A page that answered. Addresses of its own site are kept as paths, others with two slashes before the host."""

    url: str  # the final one
    text: str
    charset: str = ""  # that it was decoded by, where that is asked for
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def page(self) -> Page:
        return parse(self.text)

    @cached_property
    def assets(self) -> frozenset[str]:
        found = (
            (node.attributes.get(name), node.attributes.get("rel") or "")
            for css, name in _ASSETS
            for node in self.page.css(css)
        )
        return frozenset(
            self._told(url for url, rel in found if url and not _NO_ASSETS & set(rel.lower().split()))
        )

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(self._told(node.attributes.get("href") for node in self.page.css("a[href]")))

    def _told(self, addresses: Iterator[str | None]) -> Iterator[str]:
        own = _bare(host_of(self.url))
        for address in addresses:
            url = canonical(address, self.url) if address else None
            if url is None:
                continue
            host = host_of(url)
            if _bare(host) == own or host.endswith(f".{own}"):
                yield path_of(url)
            else:
                yield f"//{host}{path_of(url)}"

    @cached_property
    def days(self) -> int:
        """How many lines are a date and nothing else, with news below that are no links to pages of their own."""
        count, day, letters, linked = 0, False, 0, False
        for line in [*read_page(self.text).lines, None]:
            if line is None or _is_day(line.text):
                count += day and letters >= _NEWS and not linked
                day, letters, linked = line is not None, 0, False
            elif line.dense:
                linked = linked or len(line.text) >= _HEADLINE
            else:
                letters += len(line.text)
        return count

    @cached_property
    def day_tags(self) -> tuple[str, str] | None:
        """The tags of the headings of days and of those between them; None where either are no headings."""
        days, items = Counter[str](), Counter[str]()
        for line in read_page(self.text).lines:
            if line.box.tag in HEADINGS:
                (days if _is_day(line.text) else items)[line.box.tag] += 1
        if not days:
            return None
        day = days.most_common(1)[0][0]
        item = next((tag for tag, _ in items.most_common() if tag != day), None)
        return None if item is None else (day, item)

    @property
    def path(self) -> str:
        return path_of(self.url)

    @property
    def is_front(self) -> bool:
        return urlsplit(self.url).path in ("", "/") and not urlsplit(self.url).query


def _is_day(text: str) -> bool:
    if len(text) > _LONGEST_DAY or not any(letter.isdigit() for letter in text):
        return False
    try:
        return read_date(text).precision == "day"
    except DateUnreadable:
        return False


def _bare(host: str) -> str:
    return host.removeprefix("www.")
