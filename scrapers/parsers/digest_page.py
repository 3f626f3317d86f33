"""A page that is a digest: its article keeps the whole text, and its items become the article's parts.

A page is one when it says so (`says` of the source's `digests` fits its title or a line of its head) and when its
text falls into items that are closed as a digest's are. Either alone makes none: news about a digest are news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.errors import LayoutChanged, NotAnArticle
from scrapers.fragment import read_fragment
from scrapers.html import Page, cut, one, parse
from scrapers.parsers.article import layout_at
from scrapers.parsers.digest import HEAD, Digest, DigestItem, head_period, read_digest_html
from scrapers.parsers.digest_lines import CLOSING, TITLE
from scrapers.parsers.parts import with_parts
from scrapers.parsers.spots import ancestors
from scrapers.records import Article, Capture, Part
from scrapers.registry import DigestMark, Layout, Source
from scrapers.urls import canonical


def with_items(article: Article, text: str, source: Source, capture: Capture) -> Article:
    """The article as it was read, or as a digest with its items. `origins` says where these were found, or why a
    page that calls itself a digest is none.
    """
    mark = next((mark for mark in source.digests if _says(article, mark)), None)
    if mark is None:
        return article
    layout = layout_at(source, capture.fetched_at.date())
    try:
        box = _box(text, layout)
        digest = read_digest_html(box.html, capture.url, layout.drop)
    except (NotAnArticle, LayoutChanged) as error:
        return _noted(article, f"no digest: {error}")
    closed = sum(item.closed for item in digest.items)
    if closed < mark.least:
        return _noted(
            article, f"no digest: expected at least {mark.least} items with a closing, came {closed}"
        )
    parts = [_part(item, capture.url) for item in digest.items]
    period = _period(digest, article, box.head)
    return with_parts(_noted(article, box.origin), "digest", parts, period)


def _says(article: Article, mark: DigestMark) -> bool:
    head = [line for line in article.body.split("\n")[:HEAD] if len(line) < TITLE]
    return any(re.search(mark.says, line) for line in [article.title, article.lead or "", *head])


def _noted(article: Article, origin: str) -> Article:
    return replace(article, origins={**article.origins, "parts": origin})


class _Box(NamedTuple):
    """What holds the items."""

    html: str
    origin: str
    head: tuple[str, ...]  # lines of the page right before it, the nearest first


def _box(text: str, layout: Layout) -> _Box:
    """By the layout, else the smallest box around all closings («Більше на сайті АМУ») of the page."""
    page = parse(text)
    try:
        found = one(page, layout.body, "body")
    except LayoutChanged:
        node = _around_closings(page)
        return _Box(node.html or "", "around closings", _before(node)) if node else _Box("", "nothing", ())
    return _Box(cut(text, found), f"css:{found.css}", _before(found.node))


def _before(box: LexborNode) -> tuple[str, ...]:
    """Up to HEAD lines that stand before a box in the one around it that has any."""
    first = next(iter(read_fragment(box.html or "").lines), None)
    for above in islice(ancestors(box), 3):
        lines = read_fragment(above.html or "").lines
        if first in lines and (place := lines.index(first)):
            return lines[max(0, place - HEAD) : place][::-1]
    return ()


def _around_closings(page: Page) -> LexborNode | None:
    """Of the closing words that the page repeats most; a sidebar has others."""
    closings: dict[str, list[LexborNode]] = {}
    for node in page.css("a"):
        words = clean_line(node.text(deep=True)).casefold()
        if CLOSING.fullmatch(words):
            closings.setdefault(words, []).append(node)
    if not closings:
        return None
    chains = [list(ancestors(node)) for node in max(closings.values(), key=len)]
    common = set.intersection(*({node.mem_id for node in chain} for chain in chains))
    return next((node for node in chains[0] if node.mem_id in common), None)


def _part(item: DigestItem, base: str) -> Part:
    link = canonical(item.link, base) if item.link else None
    if link and urlsplit(link).path == "/" and not urlsplit(link).query:
        link = None  # the front page is no item's page
    return Part(position=item.position, section=item.section, title=item.title, text=item.text, link=link)


def _period(digest: Digest, article: Article, head: Sequence[str]) -> tuple[date, date] | None:
    """As its own head says, else the page's title or the lines before its text."""
    if digest.period_start and digest.period_end:
        return digest.period_start, digest.period_end
    told = (head_period(line) for line in (article.title, *head))
    return next((period[:2] for period in told if period), None)
