"""The body that was known of a link, read by today's parser: what a parser learned meanwhile is no edit of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scrapers.compared import beside_known
from scrapers.errors import BadResponse, ParseError
from scrapers.reading import read_answer
from scrapers.records import Article, Before, Capture, Known, ReadFrom
from scrapers.registry import Source

StoredPage = Callable[[str, int], tuple[bytes, str | None]]  # WARC file and offset → body and Content-Type


def articles_before(source: Source, stored_page: StoredPage, capture: Capture, known: Known) -> list[Article]:
    """What the body by which the article was last read says, of a link whose new answer is `capture`.

    Empty where no body is known, or it can no longer be read. Documents are not read twice: that takes seconds.
    """
    place = known.article_read or _last_body(known, capture)
    if place is None or source.is_document(known.url):
        return []
    then = replace(capture, url=place.url, fetched_at=place.at, told=known.told)
    try:
        body, content_type = stored_page(place.file, place.offset)
        told = read_answer(body, content_type, source, then, capture.section, None)
        return beside_known(told.articles, known)
    except (BadResponse, ParseError):
        return []


def _last_body(known: Known, capture: Capture) -> ReadFrom | None:
    if known.warc_file is None or known.warc_offset is None:
        return None
    return ReadFrom(
        file=known.warc_file,
        offset=known.warc_offset,
        url=known.final_url or capture.url,
        at=known.record_date or capture.fetched_at,
    )


def with_before(article: Article, was: Article) -> Article:
    parts = tuple(
        " ".join(filter(None, (part.section, part.title, part.text, part.link))) for part in was.parts
    )
    before = Before(title=was.title, lead=was.lead, body=was.body, published=was.published, parts=parts)
    return replace(article, before=before)
