"""What the reading of a section works with and what it leaves, whatever its reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from scrapers.errors import LayoutChanged, ScrapeError
from scrapers.look import Look
from scrapers.readers import Entry
from scrapers.records import Known
from scrapers.registry import Section
from scrapers.urls import canonical


@dataclass(frozen=True, kw_only=True)
class Index:
    """An index page as it was answered, or as the archive holds it where the site says it is unchanged."""

    url: str
    body: bytes
    text: str

    @cached_property
    def look(self) -> Look:
        """As a page, whose tree all that ask for it share."""
        return Look(url=self.url, text=self.text)


OpenIndex = Callable[[str, Section], Index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the warehouse remembers of a source."""

    known: Mapping[str, Known] = field(default_factory=dict)
    complete: Mapping[str, datetime] = field(default_factory=dict)  # section → its last complete reading
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # link never read yet → its sections
    # links of articles that may be looked at again if no list names them, whose turn it is first → their sections
    again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # those that were looked at lately
    looks: int = 0  # how many of `again` at most, beside as many of each as there are links that nobody knew
    # address of a file that an article offers → sections that named such articles
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()  # documents with scanned pages that OCR was never tried on
    days: Mapping[str, tuple[date, date]] = field(
        default_factory=dict
    )  # link → days its articles were published on
    since: date | None = None  # sitemaps that were changed last before that day are passed over


class NothingKnown(LayoutChanged):
    """A section names nothing that it had named before: it has skipped something, or its addresses are others now."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """How the reading of one section went."""

    section: Section
    identify: Callable[[str, str], str | None] = canonical  # address and base → the address it stands for
    pages: int = 0
    found: set[str] = field(default_factory=set)
    last: str | None = None  # the last of them, in the section's order
    complete: bool = False
    guessed: bool = False  # structure told its items or its pages
    error: ScrapeError | None = None
    replaced: bool = (
        False  # could not be read to its end, but a section `instead_of` it tells all that it would
    )
    named: int | None = None  # of a backfill: links of its days, known ones too
    reached: date | None = None  # of a backfill: a day before the window that its last page tells

    @property
    def was_read(self) -> bool:
        """Whether a list came, be it not the one that was expected."""
        return self.error is None or isinstance(self.error, NothingKnown)


Pages = Iterator[tuple[Index, tuple[Entry, ...]]]


def numbers(section: Section) -> range:
    step = section.page_step
    return range(section.first_page, section.first_page + section.max_pages * step, step)


def too_many(start: str, section: Section) -> LayoutChanged:
    return LayoutChanged(f"expected at most {section.max_pages} pages of {start}, there are more")


def reaches_known(url: str | None, section: Section, memory: Memory) -> bool:
    """Whether the last link read was named before: then the reading overlaps the one before it. A pinned one stands
    first, so that it proves nothing.
    """
    known = memory.known.get(url) if url is not None else None
    return known is not None and section.name in known.sections and not known.backfilled


def names_more(total: int | None, seen: set[str], section: Section, memory: Memory) -> bool:
    """Whether a list has more items, as it says, than are known of it: one may stand deep in it, with an old date."""
    if total is None:
        return False
    known = {url for url, known in memory.known.items() if section.name in known.sections and _is_item(known)}
    return total > len(known | seen)


def _is_item(known: Known) -> bool:
    """Of links, which are remembered beside the pages of lists that named them; what is gone is counted no more."""
    if known.content_hashes:
        return known.outcome != "gone"
    return known.outcome in ("failed", "filtered", "refused_by_robots", "not_an_article")


def expect_total(total: int | None, count: int, start: str) -> None:
    """At the end of a list. LayoutChanged where it had fewer items than it says."""
    if total is not None and count < total:
        raise LayoutChanged(f"expected {total} items, as {start} says, came {count}")


def met(urls: frozenset[str], section: Section, memory: Memory) -> bool:
    """Has an earlier reading of this section, one that was complete, found all these?"""
    complete = memory.complete.get(section.name)
    if complete is None:
        return False
    return all(
        (known := memory.known.get(url)) is not None
        and section.name in known.sections
        and known.first_seen <= complete
        for url in urls
    )
