"""All pages of a listing, from the first to the last."""

from __future__ import annotations

from scrapers.errors import Gone, LayoutChanged
from scrapers.guess_pages import page_named_in
from scrapers.list_elsewhere import list_elsewhere
from scrapers.readers.listing import ListingPage, nothing_on, page_url, read_listing
from scrapers.readers.unknown_listing import described, highest, refuse_other_counting
from scrapers.registry import Section
from scrapers.sections import (
    Index,
    Memory,
    OpenIndex,
    Pages,
    Reading,
    expect_total,
    met,
    names_more,
    numbers,
    reaches_known,
    too_many,
)
from scrapers.urls import number_in


def read_listing_pages(
    start: str, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading
) -> Pages:
    """Pages from the first on, to the last, or to one that holds only what a complete reading had found before.

    A page that shows the newest of a list elsewhere is read, and then that list. Raises Gone where a page is not there
    that another one names.
    """
    first = open_index(start, section)
    if not section.generic:
        yield from _counted(start, first, section, open_index, memory, reading)
        return
    made = described(section, first.look)
    reading.guessed = made is not section
    url = list_elsewhere(first.look)
    if url is not None:
        yield first, read_listing(first.look, made).entries
        try:
            start, first = url, open_index(url, section)
            made, reading.guessed = described(section, first.look), True
        except Gone:
            if made.page_param is None and made.page_path is None:
                raise  # then these are the newest only
            start = first.url  # the list's first page may have no address of its own
    yield from _counted(start, first, made, open_index, memory, reading)


def _counted(
    start: str, first: Index, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading
) -> Pages:
    _refuse_later_page(start, section)
    seen: set[str] = set()
    pages: set[frozenset[str]] = {frozenset()}
    last: int | None = None
    before = first
    stale = 0  # pages in a row without a new item
    for number in numbers(section):
        try:
            index = (
                first
                if number == section.first_page
                else open_index(page_url(start, section, number), section)
            )
        except Gone:
            if last is not None or number <= _named(section, first, before):
                raise
            return  # a page behind the last
        reading.pages += 1
        page = read_listing(index.look, section)
        urls = frozenset(url for entry in page.entries if (url := reading.identify(entry.url, index.url)))
        if not urls and number == section.first_page:
            raise nothing_on(index.look, section)
        last = max(last or 0, _last(page, section, index) or 0) or None
        if last is None and index is first and not section.generic:
            refuse_other_counting(section, index.look)
        more = last is not None and number < last
        if urls in pages and (more or number < _named(section, first, before)):
            came = "those of another page" if urls else "none"
            of = f" of {last}" if last else ", which others name,"
            raise LayoutChanged(f"expected items on page {number}{of} of {start}, came {came}")
        stale = stale + 1 if urls <= seen else 0
        # many sites repeat the last page or the first one for ever; a side column may name all that one page does
        if not more and (urls in pages or stale > 1):
            expect_total(page.total, len(seen), start)
            return
        pages.add(urls)
        yield index, page.entries
        one_page = section.page_param is None and section.page_path is None
        seen |= urls
        if one_page or (last is not None and number >= last):
            expect_total(page.total, len(seen), start)
            return
        if met(urls, section, memory) and not names_more(page.total, seen, section, memory):
            return
        before = index
    if not reaches_known(reading.last, section, memory):
        raise too_many(start, section)


def _refuse_later_page(start: str, section: Section) -> None:
    """A list whose links tell how they count may turn out to have been given from a later page on."""
    number = number_in(start, section.page_param, section.page_path)
    if section.page_param is None and section.page_path is None:
        number = page_named_in(start)
    if section.generic and number not in (None, section.first_page):
        raise LayoutChanged(f"expected the address of the first page, came that of page {number}: {start}")


def _named(section: Section, *pages: Index) -> int:
    """The highest number that links on these pages lead to; there may be more."""
    return max(highest(section, page.look) or 0 for page in pages)


def _last(page: ListingPage, section: Section, index: Index) -> int | None:
    """The number of the last page, by a selector or by all links to pages."""
    if section.generic and section.last_page is None:
        return highest(section, index.look)
    return page.last_page
