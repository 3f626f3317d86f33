"""What the reading of a section works with and what it leaves, whatever its reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scrapers.errors import LayoutChanged, ScrapeError
from scrapers.readers import Entry
from scrapers.records import Known
from scrapers.registry import Section
from scrapers.urls import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index page as it was answered, or as the archive holds it where the site says it is unchanged."""

    url: str
    body: bytes
    text: str


OpenIndex = Callable[[str, Section], Index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the warehouse remembers of a source."""

    known: Mapping[str, Known] = field(default_factory=dict)
    complete: Mapping[str, datetime] = field(default_factory=dict)  # section → its last complete reading
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # link never read yet → its sections
    # address of a file that an article offers → sections that named such articles
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # pages read before → their sections, those most likely to have been edited since first
    again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()  # documents with scanned pages that OCR was never tried on


@dataclass(slots=True, kw_only=True)
class Reading:
    """How the reading of one section went."""

    section: Section
    identify: Callable[[str, str], str | None] = canonical  # address and base → the address it stands for
    pages: int = 0
    found: set[str] = field(default_factory=set)
    complete: bool = False
    guessed: bool = False  # structure told its items or its pages
    error: ScrapeError | None = None
    replaced: bool = (
        False  # could not be read to its end, but a section `instead_of` it tells all that it would
    )


Pages = Iterator[tuple[Index, tuple[Entry, ...]]]


def numbers(section: Section) -> range:
    step = section.page_step
    return range(section.first_page, section.first_page + section.max_pages * step, step)


def too_many(start: str, section: Section) -> LayoutChanged:
    return LayoutChanged(f"expected at most {section.max_pages} pages of {start}, there are more")


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
