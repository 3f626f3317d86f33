"""Listing pages with pagination: items, their links and the number of the last page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.errors import LayoutChanged
from scrapers.html import maybe, parse, text_of
from scrapers.readers import Entry
from scrapers.registry import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    entries: tuple[Entry, ...]
    last_page: int | None  # as the pagination tells it; None where it tells nothing


def read_listing(text: str, section: Section) -> ListingPage:
    """The items of one page, none on a page behind the last. An item without its link raises LayoutChanged."""
    page = parse(text)
    assert section.item is not None  # the registry sees to it
    entries = []
    for item in page.css(section.item):
        link = maybe(item, [section.link])
        url = link and link.node.attributes.get("href")
        if not link or not url:
            raise LayoutChanged(f"{section.link!r} found no address in an item {section.item!r}")
        date = maybe(item, [section.published]) if section.published else None
        entries.append(
            Entry(url=url, title=text_of(link.node) or None, published=text_of(date.node) if date else None)
        )
    numbers = [
        number
        for node in (page.css(section.last_page) if section.last_page else ())
        if (number := _page_number(node.attributes.get("href"), section.page_param)) is not None
    ]
    return ListingPage(entries=tuple(entries), last_page=max(numbers, default=None))


def page_url(url: str, section: Section, number: int) -> str:
    """The address of a listing's page; the first page is the section's own address."""
    if number == section.first_page or section.page_param is None:
        return url
    parts = urlsplit(url)
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key != section.page_param
    ]
    return urlunsplit(parts._replace(query=urlencode([*query, (section.page_param, str(number))])))


def _page_number(href: str | None, param: str | None) -> int | None:
    found = re.search(rf"[?&]{re.escape(param)}=(\d{{1,6}})(?=[&#]|$)", href) if href and param else None
    return int(found[1]) if found else None
