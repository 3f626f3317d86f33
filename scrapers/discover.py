"""All links that a source's sections name, united, and what each section found that no other did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import nlargest

from scrapers.errors import BadResponse, Gone, LayoutChanged, ScrapeError, TooLarge
from scrapers.listings import read_listing_pages
from scrapers.readers import Entry
from scrapers.readers.feed import read_feed
from scrapers.readers.listing import page_url
from scrapers.readers.sitemap import read_sitemap
from scrapers.readers.telegram import newest_post, preview_pages
from scrapers.readers.wp_json import read_posts
from scrapers.records import Known, Reader
from scrapers.registry import Section, Source
from scrapers.sections import (
    Index,
    Memory,
    NothingKnown,
    OpenIndex,
    Pages,
    Reading,
    met,
    numbers,
    reaches_known,
    too_many,
)
from scrapers.urls import canonical, host_of
from scrapers.window import changed_before

MAX_SITEMAPS = 500
FRESH_PREVIEWS = 2  # of Telegram's pages: read again each time, since new posts stand there
_NEWEST = 5  # hardly ever are so many withdrawn at once
MAX_LINKS = 500_000  # of one source in one visit: about 220 MB


@dataclass(slots=True, kw_only=True)
class FoundLink:
    url: str
    sections: list[str] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    told: str | None = None  # the day that the first section to tell one tells
    again: bool = False  # no list names it: it is looked at because it had an article
    by_structure: bool = (
        False  # of a listing none of whose addresses fits `articles`, so that these are not asked
    )


def discover(
    source: Source, open_index: OpenIndex, memory: Memory
) -> tuple[dict[str, FoundLink], list[Reading]]:
    """Links by canonical URL, in the order found, and one Reading for each section. Never raises ScrapeError."""
    links: dict[str, FoundLink] = {}
    readings: list[Reading] = []
    for section in source.sections:
        replaces = [reading for reading in readings if reading.section.name == section.instead_of]
        if any(reading.complete for reading in replaces):
            continue
        reading = Reading(section=section, identify=source.identify)
        readings.append(reading)
        try:
            for url, told in _urls(section_pages(source, section, open_index, memory, reading), reading):
                reading.found.add(url)
                reading.last = url
                _unite(links, url, section, told)
                if len(links) > MAX_LINKS:
                    raise TooLarge(f"expected at most {MAX_LINKS} links in one visit, came more")
            _expect_known(reading, memory)
            reading.complete = True
            if reading.guessed and all(map(source.refuses, reading.found)):
                for url in reading.found:
                    links[url].by_structure = True
        except ScrapeError as error:
            reading.error = error
        for other in replaces:
            other.replaced = reading.complete and _reaches_back(section, memory)
    replace_stand_ins(readings)
    if any(reading.was_read for reading in readings):
        # a listing is read only as far as something is new: what could not be read then would never be met again
        for url, sections in memory.owed.items():
            links.setdefault(url, FoundLink(url=url, sections=list(sections)))
        # a declared document is looked at each time: its file may be another one under the same address
        for url, sections in memory.attached.items():
            if source.is_document(url):
                links.setdefault(url, FoundLink(url=url, sections=list(sections)))
        _look_again(links, memory)
    return links, readings


def _look_again(links: dict[str, FoundLink], memory: Memory) -> None:
    """Articles that no list names. Each unknown link may be one of them under another address."""
    unknown = sum(1 for url in links if url not in memory.known)
    for waiting, most in ((memory.again, memory.looks + unknown), (memory.recent, unknown)):
        unnamed = [url for url in waiting if url not in links]
        for url in unnamed[:most]:
            links[url] = FoundLink(url=url, sections=list(waiting[url]), again=True)


def forgive_renamed(readings: list[Reading], leads_to: Callable[[set[str]], bool]) -> None:
    """A list of new addresses only is whole where known articles lead to one of them, and what stood in for it is not
    missed.

    `leads_to`: whether the link of a known article leads to one of these.
    """
    for reading in readings:
        if isinstance(reading.error, NothingKnown) and leads_to(reading.found):
            reading.error, reading.complete = None, True
            for other in readings:
                other.replaced |= other.error is not None and other.section.instead_of == reading.section.name


def replace_stand_ins(readings: list[Reading]) -> None:
    """What could not be read and only stood in for a section that another one replaces is not missed either."""
    replaced = {reading.section.name for reading in readings if reading.replaced}
    for reading in readings:
        if reading.error is not None and reading.section.instead_of in replaced:
            reading.replaced = True
            replaced.add(reading.section.name)


def _reaches_back(section: Section, memory: Memory) -> bool:
    """A feed names the newest only: it stands in for a section once an earlier reading of it was complete, for then
    it must name something known.
    """
    return section.reader != "feed" or section.name in memory.complete


def _expect_known(reading: Reading, memory: Memory) -> None:
    """A section that was complete and now names nothing it had named has lost something, or skipped it; so has a feed
    that ends with something new, and a list that names neither anything new nor the newest it had.
    """
    name = reading.section.name
    if name not in memory.complete:
        return
    before = [
        known
        for known in memory.known.values()
        if name in known.sections
        and known.content_hashes
        and known.outcome != "gone"
        and not known.backfilled
    ]
    if not before:
        return
    if not any(reaches_known(url, reading.section, memory) for url in reading.found):
        raise NothingKnown(
            f"expected a link that section {name} had named before, came {len(reading.found)} others"
        )
    if reading.section.reader == "feed" and not reaches_known(reading.last, reading.section, memory):
        raise NothingKnown(
            f"expected the feed to reach back to what it had named before, came {reading.last} last"
        )
    if all(url in memory.known for url in reading.found):
        _expect_newest(reading, before)


def _expect_newest(reading: Reading, before: list[Known]) -> None:
    """Of a list that names nothing new."""
    dated = {known.url: known.published for known in before if known.published is not None}
    newest = nlargest(_NEWEST, dated.values())  # others may be of the same day or minute
    named = (dated[url] for url in reading.found & dated.keys())
    if len(newest) == _NEWEST and max(named, default=newest[-1]) < newest[-1]:
        raise LayoutChanged(
            f"expected something new, or one of the newest {_NEWEST} links of section {reading.section.name}, came"
            f" {len(reading.found)} older ones: a list without its items?"
        )


def only_here(reading: Reading, readings: list[Reading], memory: Memory) -> int:
    """How many links of a section no other section names, now or in an earlier visit."""
    others: set[str] = set().union(*(other.found for other in readings if other is not reading))
    name = reading.section.name
    return sum(
        1
        for url in reading.found - others
        if not (known := memory.known.get(url)) or not set(known.sections) - {name}
    )


def _unite(links: dict[str, FoundLink], url: str, section: Section, told: str | None) -> None:
    link = links.setdefault(url, FoundLink(url=url))
    if section.name not in link.sections:
        link.sections.append(section.name)
    if section.reader not in link.readers:
        link.readers.append(section.reader)
    link.told = link.told or told


def _urls(pages: Pages, reading: Reading) -> Iterator[tuple[str, str | None]]:
    """Links, and the days that are told of them."""
    for index, entries in pages:
        for entry in entries:
            if url := reading.identify(entry.url, index.url):
                yield url, entry.published


def section_pages(
    source: Source, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading
) -> Pages:
    """The index pages of a section, one after the other, each with its entries."""
    start = source.absolute(section.url)
    match section.reader:
        case "listing":
            return read_listing_pages(start, section, open_index, memory, reading)
        case "wp_json":
            return _posts(start, section, open_index, memory, reading)
        case "telegram":
            return _previews(start, section, open_index, memory, reading)
        case "sitemap":
            return _sitemaps(start, source, section, open_index, memory, reading)
        case "feed":
            return _feed(start, section, open_index, reading)
        case "month_page":  # is itself what is to be read
            return iter([(Index(url=start, body=b"", text=""), (Entry(url=start),))])


def _feed(start: str, section: Section, open_index: OpenIndex, reading: Reading) -> Pages:
    index = open_index(start, section)
    reading.pages += 1
    yield index, read_feed(index.body)


def _sitemaps(
    start: str, source: Source, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading
) -> Pages:
    """Sitemaps on other hosts than the source's are not asked for: the ledger has them among the links, filtered."""
    hosts = source.own_hosts | {host_of(start)}
    waiting, seen, trouble = [start], {start}, None
    while waiting:
        try:
            index = open_index(waiting.pop(0), section)
            reading.pages += 1
            sitemap = read_sitemap(index.body)
        except (Gone, BadResponse, TooLarge, LayoutChanged) as error:
            trouble = trouble or error  # its siblings are read all the same
            continue
        children = [
            url
            for child, changed in zip(sitemap.children, sitemap.changed, strict=True)
            if not changed_before(changed, memory.since) and (url := canonical(child, index.url))
        ]
        foreign = (Entry(url=url) for url in children if host_of(url) not in hosts)
        yield index, (*sitemap.entries, *foreign)
        children = [url for url in children if host_of(url) in hosts]
        waiting += [url for url in dict.fromkeys(children) if url not in seen]
        seen.update(children)
        if len(seen) > MAX_SITEMAPS:
            raise LayoutChanged(f"expected at most {MAX_SITEMAPS} sitemaps, {start} names {len(seen)}")
    if trouble is not None:
        raise trouble


def _posts(start: str, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading) -> Pages:
    """How many pages there are stands in a header only: so to the first one shorter than those before it, or to
    status 400, which WordPress answers behind the last. A site may give fewer than `per_page` asks for.
    """
    longest = 0
    paged = section.model_copy(update={"page_param": section.page_param or "page"})
    for number in numbers(section):
        try:
            index = open_index(page_url(start, paged, number), section)
        except (BadResponse, Gone) as error:
            if longest and error.capture is not None and error.capture.status in (400, 404):
                return
            raise
        reading.pages += 1
        entries = read_posts(index.body)
        yield index, entries
        urls = frozenset(url for entry in entries if (url := reading.identify(entry.url, index.url)))
        if len(entries) < max(longest, 1) or met(urls, section, memory):
            return
        longest = max(longest, len(entries))
    raise too_many(start, section)


def _previews(start: str, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading) -> Pages:
    """Telegram's pages from the newest back, to one that a complete reading had found before."""
    index = open_index(start, section)
    reading.pages += 1
    for count, entry in enumerate(preview_pages(index.url, newest_post(index.body, section))):
        if count >= section.max_pages:
            raise too_many(start, section)
        url = reading.identify(entry.url, index.url)
        if count >= FRESH_PREVIEWS and met(frozenset([url] if url else []), section, memory):
            return
        yield index, (entry,)
