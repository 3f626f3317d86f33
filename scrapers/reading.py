"""An archived answer becomes articles: an HTML page by its parser, a declared PDF in a process of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scrapers.charset import decode
from scrapers.errors import NotAnArticle
from scrapers.lost_letters import refuse_lost_letters
from scrapers.parser_version import parser_version
from scrapers.parsers.page import parse_page
from scrapers.parsers.pdf_head import is_pdf
from scrapers.parsers.tesseract import Ocr
from scrapers.records import Article, Capture
from scrapers.registry import Source
from scrapers.told_day import with_told_day


class Told(NamedTuple):
    """What an answer says. `trouble`: the name and the message of what kept a part of it unread."""

    articles: list[Article]
    trouble: str | None = None


def read_answer(
    body: bytes, content_type: str | None, source: Source, capture: Capture, section: str, ocr: Ocr | None
) -> Told:
    """At least one article; `body` is decompressed, `ocr` reads scanned pages. Raises ParseError."""
    if source.is_document(capture.requested_url):
        # imported here because it brings pdfium, which few visits need
        from scrapers.parsers.document import parse_document

        article, trouble = parse_document(body, source, capture, section, ocr)
        return Told([replace(article, parser=parser_version(source))], trouble)
    if is_pdf(body):
        raise NotAnArticle(f"{capture.url} is a PDF; `documents` of the source file would have it read")
    text, _ = decode(body, content_type, source.charset)
    parser = parser_version(source)
    articles = parse_page(text, source, capture, section)
    refuse_lost_letters(articles)
    return Told([replace(with_told_day(article, capture), parser=parser) for article in articles])
