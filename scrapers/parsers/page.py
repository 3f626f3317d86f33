"""One page becomes its articles: one by the layout, or as many as the kind of page holds."""

from __future__ import annotations

from scrapers.parsers.described import read_article
from scrapers.parsers.digest_page import with_items
from scrapers.parsers.month_page import parse_month
from scrapers.parsers.offered import with_documents
from scrapers.parsers.telegram import parse_posts
from scrapers.records import Article, Capture, Reader
from scrapers.registry import Source

MANY = frozenset({"telegram", "month_page"})  # readers of pages that hold several articles


def parse_page(text: str, source: Source, capture: Capture, section: str) -> list[Article]:
    """At least one article, by their places on the page. Raises ParseError."""
    match reader_of(source, section):
        case "telegram":
            return parse_posts(text, source, capture, section)
        case "month_page":
            return parse_month(text, source, capture, section)
        case _:
            article = read_article(text, source, capture, section)
            article = with_documents(article, text, source, capture.url)
            return [with_items(article, text, source, capture)]


def reader_of(source: Source, section: str) -> Reader | None:
    """The reader that named a page; None for a section that the source has no more."""
    return next((each.reader for each in source.sections if each.name == section), None)
