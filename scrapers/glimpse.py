"""What a section names on its first page: enough to say whether it can be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from scrapers.errors import ScrapeError
from scrapers.readers import Entry
from scrapers.readers.feed import read_feed
from scrapers.readers.listing import nothing_on, read_listing
from scrapers.readers.sitemap import read_sitemap
from scrapers.readers.telegram import newest_post, preview_pages
from scrapers.readers.unknown_listing import described
from scrapers.readers.wp_json import read_posts
from scrapers.registry import Section, Source
from scrapers.sections import Index, OpenIndex
from scrapers.urls import canonical

_MOST = 2_000  # links of one section
_CHILDREN = 2  # sitemaps of an index of them
_NEWS = ("news", "novyn", "novin", "post", "article", "blog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """A section's first page: its links by canonical URL in their order, and what of them the source takes."""

    section: Section
    url: str
    links: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # link → its words, where it has some
    last_page: int | None = None
    error: ScrapeError | None = None


def glimpse(source: Source, section: Section, open_index: OpenIndex) -> Glimpse:
    """Never raises ScrapeError."""
    url = source.absolute(section.url)
    try:
        found, last_page = _read(section, url, open_index)
    except ScrapeError as error:
        return Glimpse(section=section, url=url, error=error)
    return Glimpse(
        section=section,
        url=url,
        links=tuple(found),
        taken=tuple(link for link in found if source.refuses(link) is None),
        titles={link: words for link, words in found.items() if words},
        last_page=last_page,
    )


def _read(section: Section, url: str, open_index: OpenIndex) -> tuple[dict[str, str], int | None]:
    """Links with their words, and the last page's number."""
    last_page = None
    match section.reader:
        case "listing":
            index = open_index(url, section)
            listing = read_listing(index.look, _as_visited(section, index))
            last_page, found = listing.last_page, _links(index.url, listing.entries)
            if not found:
                raise nothing_on(index.look, section)
        case "wp_json":
            index = open_index(url, section)
            found = _links(index.url, read_posts(index.body))
        case "feed":
            index = open_index(url, section)
            found = _links(index.url, read_feed(index.body))
        case "sitemap":
            found = dict(islice(_sitemap(url, section, open_index), _MOST))
        case "telegram":
            index = open_index(url, section)
            newest = newest_post(index.body, section)
            found = _links(index.url, tuple(islice(preview_pages(index.url, newest), 3)))
        case "month_page":
            found = {canonical(url) or url: ""} if open_index(url, section).body else {}
    return found, last_page


def _as_visited(section: Section, index: Index) -> Section:
    """With what structure tells a visit where the section's own rules do not hold."""
    return described(section, index.look) if section.generic else section


def _links(base: str, entries: Sequence[Entry]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        if url := canonical(entry.url, base):
            found[url] = found.get(url) or entry.title or ""
    return found


def _sitemap(url: str, section: Section, open_index: OpenIndex) -> Iterator[tuple[str, str]]:
    """Of an index of sitemaps, those whose names speak of news go first, and newer ones before older."""
    index = open_index(url, section)
    sitemap = read_sitemap(index.body)
    yield from _links(index.url, sitemap.entries).items()
    children = [child for name in sitemap.children if (child := canonical(name, index.url))]
    for child in sorted(children, key=_speaks_of_news)[:_CHILDREN]:
        below: Index = open_index(child, section)
        yield from _links(below.url, read_sitemap(below.body).entries).items()


def _speaks_of_news(url: str) -> bool:
    return not any(word in url.lower() for word in _NEWS)
