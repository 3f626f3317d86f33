"""A page that holds a month of news: day headings, under each its items, none with a page of its own.

In the layout `published` finds the headings of days, `title` those of items and `body` what contains both. An item
lasts to the next heading of either kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scrapers.dates import Moment, read_date
from scrapers.errors import DateUnreadable, LayoutChanged
from scrapers.fragment import Fragment, read_fragment
from scrapers.html import Page, cut, every, one, parse, text_of
from scrapers.parsers.article import layout_at
from scrapers.parsers.generic_words import is_junk
from scrapers.parsers.item import Item, Whole, make_article
from scrapers.parsers.month_headings import common_box, find_headings, read_day
from scrapers.records import Article, Capture
from scrapers.registry import Layout, Source
from scrapers.urls import canonical

# letters for private use stand where headings stood; a page's own are taken out first
_OWN = re.compile("[\ue000\ue001]")
_MARK = re.compile("\ue000([dt])([0-9]+)\ue001")
MOST_ITEMS_OF_A_DAY = 100


class Marked(NamedTuple):
    """HTML with marks in the places of headings, the headings' texts, and where they were found."""

    html: str
    days: list[str]
    titles: list[str]
    origins: dict[str, str]
    each_dated: bool = False  # the day of each item stands below its title


class Piece(NamedTuple):
    day: Moment
    title: str
    html: str


def parse_month(text: str, source: Source, capture: Capture, section: str) -> list[Article]:
    """The items by their places. A place is the day and the number within it, counted from the day's last item on
    the page, the first that was written: 2019083001 is the second item of 30 August 2019. New items come on top,
    so places stay. Raises LayoutChanged or DateUnreadable.
    """
    layout = layout_at(source, capture.fetched_at.date())
    page = parse(text)
    marked = None
    if layout.generic and not _fits(page, layout):
        marked = _mark_alike(parse(_OWN.sub("", text)))
    if marked is None:
        container = cut(text, one(page, layout.body, "body"))
        marked = _mark_selected(parse(_OWN.sub("", container)), layout)
    pieces = _ruled(list(_pieces(marked)))
    whole = Whole(text=text, source=source, capture=capture, section=section)
    url = canonical(capture.url) or capture.url
    places: Counter[int] = Counter()
    articles = []
    fragments = _closed([read_fragment(piece.html, layout.drop) for piece in pieces])
    for piece, fragment in reversed(list(zip(pieces, fragments, strict=True))):
        day = int(piece.day.at.strftime("%Y%m%d"))
        if places[day] == MOST_ITEMS_OF_A_DAY:
            raise LayoutChanged(
                f"expected at most {MOST_ITEMS_OF_A_DAY} items of {piece.day.raw!r}, came more"
            )
        item = Item(
            url=url,
            position=day * MOST_ITEMS_OF_A_DAY + places[day],
            title=piece.title,
            fragment=fragment,
            moment=piece.day,
            origins=marked.origins,
        )
        places[day] += 1
        articles.append(make_article(item, whole))
    return articles


def _fits(page: Page, layout: Layout) -> bool:
    """The selectors find headings that say days, and items for most of them: else these are headings in texts."""
    days = 0
    for found in every(page, layout.published):
        try:
            read_date(text_of(found.node))
        except DateUnreadable:
            continue
        days += 1
    return 2 * len(every(page, layout.title)) > days > 0


def _mark_selected(container: Page, layout: Layout) -> Marked:
    days = _mark([found.node for found in every(container, layout.published)], "d")
    titles = _mark([found.node for found in every(container, layout.title)], "t")
    if not titles:
        raise LayoutChanged(f"title: nothing matched {' nor '.join(map(repr, layout.title))}, expected items")
    origins = {"title": f"css:{layout.title[0]}", "published": f"css:{layout.published[0]}"}
    return Marked(container.html or "", days, titles, {**origins, "body": "between headings"})


def _mark_alike(page: Page) -> Marked | None:
    """Headings told by structure; what stands behind the box that holds them all is no item's text."""
    found = find_headings(page)
    if found is None or 2 * sum(map(_leads_on, found.titles)) > len(found.titles):
        return None
    box = common_box([*found.days, *found.titles])
    origins = {"title": f"generic: like {found.title_like}", "published": f"generic: like {found.day_like}"}
    days, titles = _mark(found.days, "d"), _mark(found.titles, "t")
    origins["body"] = "generic: between headings"
    return Marked(box.html or "", days, titles, origins, found.each_dated and len(days) == len(titles))


def _leads_on(title: LexborNode) -> bool:
    """It holds a link, as leads and titles in a list of articles do that have pages of their own."""
    return any((link.attributes.get("href") or "#")[0] != "#" for link in title.css("a[href]"))


def _pieces(marked: Marked) -> Iterator[Piece]:
    """The container's HTML, cut at its headings, in the page's order."""
    days = [read_day(text) for text in marked.days]
    _, *parts = _MARK.split(marked.html)
    if marked.each_dated:
        for title, number, html in zip(marked.titles, parts[4::6], parts[5::6], strict=True):
            yield Piece(days[int(number)], title, html)
        return
    day: Moment | None = None
    for kind, number, html in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if kind == "d":
            day = days[int(number)]
        elif day is None:
            raise LayoutChanged(
                f"expected the heading of a day before {marked.titles[int(number)][:80]!r}, came none"
            )
        else:
            yield Piece(day, marked.titles[int(number)], html)


def _ruled(pieces: list[Piece]) -> list[Piece]:
    """Where a rule ends every item, what stands behind the last one is none of it."""
    if len(pieces) < 2 or any(piece.html.count("<hr") != 1 for piece in pieces):
        return pieces
    return [piece._replace(html=piece.html.partition("<hr")[0]) for piece in pieces]


def _closed(fragments: list[Fragment]) -> list[Fragment]:
    """Without lines that only lead back into the page: «Догори». Where each item has one as its end, what stands
    behind the last of them is no item's text.
    """
    back = [[i for i, line in enumerate(each.lines) if _leads_back(line, each)] for each in fragments]
    *others, last = zip(fragments, back, strict=True)
    ends = len(back[-1]) == 1 and bool(others) and all(at == [len(each.lines) - 1] for each, at in others)
    kept = [
        replace(each, lines=tuple(line for i, line in enumerate(each.lines) if i not in at))
        for each, at in others
    ]
    while not ends and last[0].lines and is_junk(last[0].lines[-1]):  # the page's foot
        last = (replace(last[0], lines=last[0].lines[:-1]), last[1])
    own = (
        last[0].lines[: last[1][0]]
        if ends
        else [line for i, line in enumerate(last[0].lines) if i not in last[1]]
    )
    return [*kept, replace(last[0], lines=tuple(own))]


def _leads_back(line: str, fragment: Fragment) -> bool:
    return any(href.startswith("#") and text == line for href, text in fragment.links)


def _mark(nodes: Sequence[LexborNode], kind: str) -> list[str]:
    """Puts a mark in the place of each heading; empty ones are an editor's leavings. Their texts in order."""
    texts: list[str] = []
    for node in nodes:
        text = text_of(node)
        if text:
            node.insert_before(f"\ue000{kind}{len(texts)}\ue001")
            texts.append(text)
        node.decompose()
    return texts
