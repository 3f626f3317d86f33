"""A source's lists read back to the first day of a window, and the links of them that may fall into it.

Pinned and back-dated posts are passed on the way down; a post with a later day among older ones is taken with them, for
nobody who looks for its day would come so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from scrapers.discover import FRESH_PREVIEWS, FoundLink, replace_stand_ins, section_pages
from scrapers.errors import BadResponse, Gone, LayoutChanged, ScrapeError
from scrapers.readers import Entry
from scrapers.records import Known
from scrapers.registry import Section, Source
from scrapers.sections import Index, Memory, OpenIndex, Pages, Reading
from scrapers.urls import with_query
from scrapers.window import Span, Window, told_span

BEHIND = 2  # pages in a row with nothing but older items: one may be full of pinned ones
_PAGED = ("sitemap", "wp_json", "telegram")  # their end is the end, and not only of what is shown
_HAS_NONE = ("gone", "not_an_article")

Learn = Callable[[FoundLink], Span]


class NotReached(LayoutChanged):
    """A list that ends within the window, or after it: whether there was more before nobody can tell."""


def is_read(known: Known | None) -> bool:
    """Whether a link needs no other look for its window: it was read, or is known to have no article."""
    return known is not None and (bool(known.content_hashes) or known.outcome in _HAS_NONE)


class WindowLists:
    """`learn` asks for a page whose day no list tells, and gives the days of its articles."""

    def __init__(
        self, source: Source, window: Window, memory: Memory, open_index: OpenIndex, learn: Learn
    ) -> None:
        self.source, self.window, self.memory = source, window, memory
        self.open_index, self.learn = open_index, learn
        self.links: dict[str, FoundLink] = {}
        self.learned: dict[str, Span] = {}
        self.named: set[str] = set()  # links of the window, known ones too
        self.oldest: date | None = None  # of all days that the lists told, pinned ones too
        self._in_window: set[str] = set()  # those that the section which is read named
        self._places = {section.name: place for place, section in enumerate(source.sections)}
        self._told: dict[str, tuple[int, str]] = {}  # link → section that tells its day, and its words
        self._names: dict[str, set[str]] = {}  # section → all it named, of whatever day
        self._by_structure: set[str] = set()

    def read(self) -> list[Reading]:
        """One Reading for each section that was needed. Never raises ScrapeError."""
        readings: list[Reading] = []
        # feeds first, with one request each: they may tell days that the other sections do not
        for section in sorted(self.source.sections, key=_needs_others):
            replaces = [each for each in readings if each.section.name == section.instead_of]
            if any(each.complete for each in replaces):
                continue
            reading = Reading(section=section, identify=self.source.identify, named=0)
            readings.append(reading)
            try:
                self._read(section, reading)
                reading.complete = True
            except ScrapeError as error:
                reading.error = error
            for other in replaces:
                other.replaced = reading.complete
            reading.named = len(self._in_window)
        replace_stand_ins(readings)
        self._forgive_feeds(readings)
        for link in self.links.values():
            link.sections.sort(key=self._places.__getitem__)
            _, link.told = self._told.get(link.url, (0, None))
        return sorted(readings, key=lambda each: self._places[each.section.name])

    def _read(self, section: Section, reading: Reading) -> None:
        """Raises NotReached, and whatever an index page may."""
        behind, order, self._in_window = 0, _Order(self.window), set()
        names = self._names.setdefault(section.name, set())
        for index, entries in self._pages(section, reading):
            items = list(self._items(index, entries, section, reading))
            names.update(url for url, _ in items)
            for url, span in items:
                if self.window.may_hold(span):
                    self._name(url, section, reading)
                for misplaced in order.add(url, span):
                    self._name(misplaced, section, reading)
            if section.reader == "sitemap":
                continue
            days = [span.last for _, span in items if span.last is not None]
            self.oldest = min([*days, *filter(None, [self.oldest])], default=None)
            newest = max(days, default=None)
            behind = behind + 1 if self._is_before(newest) else 0
            if behind == BEHIND:
                reading.reached = newest
                return
        if (
            section.reader not in _PAGED
            and not _has_pages(section, reading)
            and not self._is_before(order.last)
        ):
            raise self._not_reached(order.last)
        reading.reached = order.last if self._is_before(order.last) else None

    def _pages(self, section: Section, reading: Reading) -> Pages:
        """Those of the window only, where the site can be asked for them."""
        asked = _asking_for(section, self.window)
        try:
            yield from section_pages(self.source, asked, self.open_index, self.memory, reading)
        except (Gone, BadResponse):
            if reading.pages or asked is section:
                raise
            yield from section_pages(self.source, section, self.open_index, self.memory, reading)

    def _items(
        self, index: Index, entries: tuple[Entry, ...], section: Section, reading: Reading
    ) -> Iterator[tuple[str, Span]]:
        """Addresses that may be articles, and their days as far as anybody tells them."""
        found = [(reading.identify(entry.url, index.url), entry) for entry in entries]
        named = [(url, entry) for url, entry in found if url]
        any_address = reading.guessed and all(self.source.refuses(url) for url, _ in named)
        for url, entry in named:
            if self.source.refuses(url, any_address=any_address):
                continue
            if any_address:
                self._by_structure.add(url)
            place = self._places[section.name]
            if entry.published and (url not in self._told or place < self._told[url][0]):
                self._told[url] = (place, entry.published)
            span = self._span(url, entry)
            is_unknown = span == Span() and section.reader != "sitemap"
            if url not in self.learned and (
                (is_unknown and not self._is_read(url)) or self._may_grow(section)
            ):
                span = self._learn(url, section, reading)
            yield url, span

    def _span(self, url: str, entry: Entry) -> Span:
        """By the index itself, by another one, by the article; the last where it was asked for just now."""
        if url in self.learned:
            return self.learned[url]
        if (span := told_span(entry.published, None)) != Span():
            return span
        if url in self.memory.days:
            return Span(*self.memory.days[url])
        _, words = self._told.get(url, (0, None))
        return told_span(words, entry.changed)

    def _is_read(self, url: str) -> bool:
        return is_read(self.memory.known.get(url))

    def _may_grow(self, section: Section) -> bool:
        """Whether the page may hold more articles than when it was read."""
        if section.reader == "telegram":
            return len(self._names[section.name]) < FRESH_PREVIEWS
        return section.reader == "month_page"

    def _learn(self, url: str, section: Section, reading: Reading) -> Span:
        link = self._link(url, section)
        _, link.told = self._told.get(url, (0, None))
        reading.found.add(url)
        self.learned[url] = Span()  # also of a page that cannot be read
        span = self.learn(link)
        self.learned[url] = Span(*self.memory.days.get(url, ())) if span == Span() else span
        return self.learned[url]

    def _name(self, url: str, section: Section, reading: Reading) -> None:
        self._in_window.add(url)
        self.named.add(url)
        if url in self.learned or self._is_read(url):
            return
        self._link(url, section)
        reading.found.add(url)

    def _link(self, url: str, section: Section) -> FoundLink:
        link = self.links.setdefault(url, FoundLink(url=url, by_structure=url in self._by_structure))
        if section.name not in link.sections:
            link.sections.append(section.name)
        if section.reader not in link.readers:
            link.readers.append(section.reader)
        return link

    def _is_before(self, day: date | None) -> bool:
        return day is not None and day < self.window.start

    def _not_reached(self, last: date | None) -> NotReached:
        """Of a list that is one page, and may have had more before it."""
        ends = f"ends with {last:%Y-%m-%d}" if last else "tells no days"
        return NotReached(
            f"expected a list that reaches back beyond {self.window.start}, came one that {ends}"
        )

    def _forgive_feeds(self, readings: list[Reading]) -> None:
        """A feed that ends early is not missed where other sections that reach back name all it does."""
        whole: set[str] = set()
        for each in readings:
            if each.complete:
                whole |= self._names[each.section.name]
        for each in readings:
            if isinstance(each.error, NotReached) and self._names[each.section.name] <= whole:
                each.replaced = True


class _Order:
    """The items of a list one after the other, newest first: which of them stand among older ones?"""

    def __init__(self, window: Window) -> None:
        self.end = window.end
        self.last: date | None = None
        self._before: date | None = None
        self._held: str = ""

    def add(self, url: str, span: Span) -> Iterator[str]:
        if span.first is None or span.last is None:
            return
        above, here, self._before = self._before, self.last, self.last
        is_newer = here is not None and here >= self.end
        if is_newer and above is not None and above < self.end and span.last < self.end:
            yield self._held
        self._held, self.last = url, span.last


def _needs_others(section: Section) -> int:
    return 0 if section.reader == "feed" and section.instead_of is None else 1


def _has_pages(section: Section, reading: Reading) -> bool:
    return reading.pages > 1 or section.page_param is not None or section.page_path is not None


def _asking_for(section: Section, window: Window) -> Section:
    """WordPress gives the posts of some days; one more on either side, for it counts them in a zone of its own."""
    if section.reader != "wp_json":
        return section
    day = timedelta(days=1)
    asked: Mapping[str, str] = {
        "after": f"{window.start - day}T00:00:00",
        "before": f"{window.end + day}T00:00:00",
    }
    return section.model_copy(update={"url": with_query(section.url, asked)})
