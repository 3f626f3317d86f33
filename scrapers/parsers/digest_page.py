"""A page that is a digest: its article keeps the whole text, and its items become the article's parts.

A page is one when it says so (`says` of the source's `digests` fits its title or a line of its head) and when its
text falls into items that are closed as a digest's are. Either alone makes none: news about a digest are news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.html import Page, cut, one, parse
from scrapers.parsers.article import layout_at
from scrapers.parsers.digest import HEAD, Digest, DigestItem, read_digest_html, read_period
from scrapers.parsers.digest_lines import CLOSING, TITLE
from scrapers.parsers.parts import with_parts
from scrapers.records import Article, Capture, Part
from scrapers.registry import DigestMark, Source
from scrapers.urls import canonical


def with_items(article: Article, text: str, source: Source, capture: Capture) -> Article:
    """The article as it was read, or as a digest with its items. `origins` says where these were found, or why a
    page that calls itself a digest is none.
    """
    mark = next((mark for mark in source.digests if _says(article, mark)), None)
    if mark is None:
        return article
    html, drop, origin = _container(text, source, capture)
    try:
        digest = read_digest_html(html, capture.url, drop)
    except (NotAnArticle, LayoutChanged) as error:
        return _noted(article, f"no digest: {error}")
    closed = sum(item.closed for item in digest.items)
    if closed < mark.least:
        return _noted(
            article, f"no digest: expected at least {mark.least} items with a closing, came {closed}"
        )
    parts = [_part(item, capture.url) for item in digest.items]
    period = _period(digest, article)
    return with_parts(_noted(article, origin), "digest", parts, period)


def _says(article: Article, mark: DigestMark) -> bool:
    head = [line for line in article.body.split("\n")[:HEAD] if len(line) < TITLE]
    return any(re.search(mark.says, line) for line in [article.title, article.lead or "", *head])


def _noted(article: Article, origin: str) -> Article:
    return replace(article, origins={**article.origins, "parts": origin})


def _container(text: str, source: Source, capture: Capture) -> tuple[str, Sequence[str], str]:
    """HTML of what holds the items, selectors of what is no part of it, and how it was found: by the layout, else
    as the smallest box around all closings («Більше на сайті АМУ») of the page.
    """
    layout = layout_at(source, capture.fetched_at.date())
    page = parse(text)
    try:
        found = one(page, layout.body, "body")
    except LayoutChanged:
        return _around_closings(page), layout.drop, "around closings"
    return cut(text, found), layout.drop, f"css:{found.css}"


def _around_closings(page: Page) -> str:
    """Of the closing words that the page repeats most; a sidebar has others."""
    closings = [node for node in page.css("a") if CLOSING.fullmatch(clean_line(node.text(deep=True)))]
    words = Counter(clean_line(node.text(deep=True)).casefold() for node in closings).most_common(1)
    if not words:
        return ""
    chains = [
        list(_up(node)) for node in closings if clean_line(node.text(deep=True)).casefold() == words[0][0]
    ]
    common = set.intersection(*({node.mem_id for node in chain} for chain in chains))
    return next((node.html or "" for node in chains[0] if node.mem_id in common), "")


def _up(node: LexborNode) -> Iterator[LexborNode]:
    """The boxes around a node, from the inside out."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _part(item: DigestItem, base: str) -> Part:
    link = canonical(item.link, base) if item.link else None
    if link and urlsplit(link).path == "/" and not urlsplit(link).query:
        link = None  # the front page is no item's page
    return Part(position=item.position, section=item.section, title=item.title, text=item.text, link=link)


def _period(digest: Digest, article: Article) -> tuple[date, date] | None:
    """As the head says, or the page's own title."""
    if digest.period_start and digest.period_end:
        return digest.period_start, digest.period_end
    lines = [article.title, article.lead or "", *article.body.split("\n")[:HEAD]]
    told = next((period for line in lines if len(line) < TITLE and (period := read_period(line))), None)
    return told[:2] if told else None
