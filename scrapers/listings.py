"""All pages of a listing, from the first to the last."""

from __future__ import annotations

from scrapers.errors import Gone, LayoutChanged
from scrapers.readers.listing import ListingPage, nothing_on, page_url, read_listing
from scrapers.readers.unknown_listing import described, highest
from scrapers.registry import Section
from scrapers.sections import Index, Memory, OpenIndex, Pages, Reading, met, numbers, too_many


def read_listing_pages(
    start: str, section: Section, open_index: OpenIndex, memory: Memory, reading: Reading
) -> Pages:
    """Pages from the first on, to the last, or to one that holds only what a complete reading had found before."""
    first = open_index(start, section)
    if section.generic:
        made = described(section, first.text, first.url)
        reading.guessed, section = made is not section, made
    seen: set[str] = set()
    last: int | None = None
    for number in numbers(section):
        try:
            index = (
                first
                if number == section.first_page
                else open_index(page_url(start, section, number), section)
            )
        except Gone:
            if last is not None:
                raise
            return  # a page behind the last
        reading.pages += 1
        page = read_listing(index.text, section, index.url)
        urls = frozenset(url for entry in page.entries if (url := reading.identify(entry.url, index.url)))
        if not urls and number == section.first_page:
            raise nothing_on(index.url, section)
        last = max(last or 0, _last(page, section, index) or 0) or None
        if (
            urls <= seen
        ):  # none, or what pages before it had: many sites repeat the last or the first one for ever
            if last is not None and number < last:
                came = "only those of pages before it" if urls else "none"
                raise LayoutChanged(f"expected items on page {number} of {last} of {start}, came {came}")
            return
        yield index, page.entries
        one_page = section.page_param is None and section.page_path is None
        if one_page or (last is not None and number >= last) or met(urls, section, memory):
            return
        seen |= urls
    raise too_many(start, section)


def _last(page: ListingPage, section: Section, index: Index) -> int | None:
    """The number of the last page, by a selector or by all links to pages."""
    if section.generic and section.last_page is None:
        return highest(section, index.text, index.url)
    return page.last_page
