"""A PDF report becomes one article of the kind `document`, its pages the parts of it."""

from __future__ import annotations

from urllib.parse import unquote

from scrapers.errors import NotAnArticle
from scrapers.parsers.article import article_id, content_hash
from scrapers.parsers.parts import with_parts
from scrapers.parsers.pdf_head import is_pdf
from scrapers.parsers.report import Limits, Report, ReportPage, page_url
from scrapers.parsers.report_apart import read_report_apart
from scrapers.parsers.report_words import join_wrapped
from scrapers.parsers.tesseract import Ocr
from scrapers.records import Article, Capture, Part
from scrapers.registry import Source
from scrapers.urls import canonical, path_of

LONGEST_TITLE = 200  # letters of a line that stands for a title
_TITLED = 3  # pages of which one may name the whole document


def parse_document(
    body: bytes, source: Source, capture: Capture, section: str, ocr: Ocr | None
) -> tuple[Article, str | None]:
    """The document, and why scanned pages of it stay unread. Raises NotAnArticle for a page that stands where the
    file stood, and ReportError.
    """
    url = canonical(capture.url) or capture.url
    if url != (canonical(capture.requested_url) or capture.requested_url) and (reason := source.refuses(url)):
        raise NotAnArticle(f"leads to {capture.url}: {reason}")
    if not is_pdf(body) and body.lstrip()[:1] == b"<":
        raise NotAnArticle(f"expected a PDF, came {capture.media_type or 'a page'}")
    report = read_report_apart(body, Limits(), ocr=ocr)
    return make_document(report, source, capture, section), report.trouble


def make_document(report: Report, source: Source, capture: Capture, section: str) -> Article:
    """Title of the first of its pages that has one, text of all; no date: neither its address nor its file's own
    stamps say when it was published.
    """
    url = canonical(capture.url) or capture.url
    title, origin = _title(report, url)
    body = "\n".join(line for page in report.pages for line in page.lines)
    article = Article(
        article_id=article_id(source.slug, url, 0),
        source=source.slug,
        url=url,
        position=0,
        section=section,
        title=title,
        lead=None,
        body=body,
        published=None,
        published_precision=None,
        published_raw=None,
        author=None,
        lang=None,
        category=None,
        source_tags=(),
        region_hint=None,
        community_names=(),
        images=(),
        attachments=(),
        origins={"title": origin, "body": "pdf"},
        content_hash=content_hash(title, None, body, None),
        capture_id=capture.capture_id,
        seen_at=capture.fetched_at,
    )
    return with_parts(article, "document", [_part(page, url) for page in report.pages])


def _part(page: ReportPage, url: str) -> Part:
    # tesseract may have looked and found nothing
    unread = page.needs_ocr and page.read_by == "text"
    return Part(
        position=page.number,
        section=None,
        title=page.title,
        text=page.text,
        link=page_url(url, page.number),
        read_by=None if unread else page.read_by,
    )


def _title(report: Report, url: str) -> tuple[str, str]:
    """Words, and where they stand. A sheet without a title is named by its first line, a scan by its file."""
    for page in report.pages[:_TITLED]:
        if page.title:
            return page.title, f"pdf:page {page.number}"
    for page in report.pages[:_TITLED]:
        if page.lines and (line := join_wrapped([page.lines[0].replace("\t", " ")])):
            return line[:LONGEST_TITLE], f"pdf:page {page.number}, first line"
    return unquote(path_of(url).rpartition("/")[2]) or url, "url:file name"
