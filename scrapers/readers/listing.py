"""Listing pages with pagination: items, their links and the number of the last page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import urljoin

from scrapers.errors import LayoutChanged
from scrapers.html import maybe, text_of
from scrapers.look import Look
from scrapers.readers import Entry
from scrapers.readers.item_day import day_beside, day_of, with_year
from scrapers.registry import Section
from scrapers.urls import number_in, path_of, with_query

_WORDS = 3  # of a headline, at least
_NUMBERED = re.compile(
    r"(?:сторінка|стор\.?|page)?\W*\d{1,4}\W*|[«»‹›<>←→]+|(?:наступна|попередня)\b.{0,12}", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    entries: tuple[Entry, ...]
    last_page: int | None  # as the pagination tells it; None where it tells nothing
    total: int | None = None  # items on all pages, as the page tells it


def read_listing(look: Look, section: Section) -> ListingPage:
    """The items of one page, none on a page behind the last. An item without its link raises LayoutChanged."""
    items = list(_items(look, section))
    taken = {urljoin(look.url, item.url) for item in items}
    # the first of a list often stands in a box of another name than the others
    others = [link for link in _links(look, section) if urljoin(look.url, link.url) not in taken]
    entries = [*items, *(_like_items(others) if items else others)]
    numbers = [
        number
        for node in (look.page.css(section.last_page) if section.last_page else ())
        if (number := _page_number(node.attributes.get("href"), section)) is not None
    ]
    return ListingPage(
        entries=tuple(entries), last_page=max(numbers, default=None), total=_total(look, section)
    )


def _total(look: Look, section: Section) -> int | None:
    """«Усього новин: 1 204». LayoutChanged where the node is not there once, or holds no number."""
    if section.total is None:
        return None
    nodes = look.page.css(section.total)
    said = text_of(nodes[0]) if len(nodes) == 1 else ""
    number = re.search(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+", said)
    if number is None:
        came = f"«{said[:80]}»" if len(nodes) == 1 else f"{len(nodes)} nodes"
        raise LayoutChanged(f"expected one node {section.total!r} with a number, came {came}")
    return int(re.sub(r"\D", "", number[0]))


def _items(look: Look, section: Section) -> Iterator[Entry]:
    """What the first matching alternative of `item` finds."""
    for item in next((found for css in section.item if (found := look.page.css(css))), []):
        link = maybe(item, section.link)
        url = link and link.node.attributes.get("href")
        if not link or not url:
            raise LayoutChanged(f"{either(section.link)} found no address in an item {either(section.item)}")
        date = maybe(item, [section.published]) if section.published else None
        day = with_year(text_of(date.node)) if date else day_of(item) if section.generic else None
        yield Entry(url=url, title=text_of(link.node) or None, published=day)


def _like_items(others: list[Entry]) -> list[Entry]:
    """Beside items only those with words of a headline, for a menu may lead to lists below the same address; or all,
    where not less than half have such words.
    """
    heads = [entry for entry in others if len((entry.title or "").split()) >= _WORDS]
    return others if 2 * len(heads) >= len(others) else heads


def _links(look: Look, section: Section) -> Iterator[Entry]:
    """Links by their address, for markup nobody has described: several to one page count once. No pages of the list."""
    if section.fits is None:
        return
    titles, days = dict[str, str](), dict[str, str | None]()
    here, above, fits = path_of(look.url), look.url.partition("?")[0], section.fits

    def leads(href: str, *, beside: str = "") -> bool:
        path = _path(href, above)
        return href != beside and path is not None and path != here and re.search(fits, path) is not None

    for node in look.page.css("a[href]"):
        href = node.attributes.get("href") or ""
        if leads(href):
            titles[href] = titles.get(href) or text_of(node)  # a picture first, then the headline
            if section.generic and not days.get(href):
                days[href] = day_beside(node, partial(leads, beside=href))
    yield from (
        Entry(url=url, title=title or None, published=days.get(url))
        for url, title in titles.items()
        if not _NUMBERED.fullmatch(title)
        and (_page_number(url, section) is None or len(title.split()) >= _WORDS)
    )


@lru_cache(maxsize=4_096)  # most links of a list's page stand on every one of its pages
def _path(href: str, above: str) -> str | None:
    """Path and query of what a link leads to; None for «#text», «http://[» and the like."""
    href = href.strip()
    if not href or href[0] == "#":
        return None
    try:
        return path_of(urljoin(above, href))
    except ValueError:
        return None


def either(alternatives: Sequence[str]) -> str:
    """Alternatives as a message tells them."""
    return " nor ".join(map(repr, alternatives))


def nothing_on(look: Look, section: Section) -> LayoutChanged:
    url = look.url
    if not look.text.strip():
        return LayoutChanged(f"{url}: expected a page that lists articles, came an empty one")
    looked_for = [*section.item, *filter(None, [section.fits])]
    if not section.generic:
        return LayoutChanged(f"{either(looked_for)} matched 0 items on {url}, expected some")
    none = f"{either(looked_for)} matched 0 items on {url}, and" if looked_for else f"on {url}"
    return LayoutChanged(f"{none} no three links look like headlines of one kind, expected some items")


def page_url(url: str, section: Section, number: int) -> str:
    """The address of a listing's page; the first page is the section's own address."""
    if number == section.first_page:
        return url
    if section.page_path is not None:
        return urljoin(url, section.page_path.replace("{page}", str(number)))
    if section.page_param is None:
        return url
    return with_query(url, {section.page_param: str(number)})


def _page_number(href: str | None, section: Section) -> int | None:
    return number_in(href, section.page_param, section.page_path) if href else None
