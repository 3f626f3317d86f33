"""A page that holds a month of news: day headings, under each its items, none with a page of its own.

In the layout `published` finds the headings of days, `title` those of items and `body` what contains both. An item
lasts to the next heading of either kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrapers.dates import Moment, read_date
from scrapers.errors import LayoutChanged
from scrapers.html import Page, cut, every, one, parse, read_fragment, text_of
from scrapers.parsers.article import layout_at
from scrapers.parsers.item import Item, Whole, make_article
from scrapers.records import Article, Capture
from scrapers.registry import Layout, Source
from scrapers.urls import canonical

# letters for private use stand where headings stood; a page's own are taken out first
_OWN = re.compile("[\ue000\ue001]")
_MARK = re.compile("\ue000([dt])([0-9]+)\ue001")
MOST_ITEMS_OF_A_DAY = 100


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
    container = cut(text, one(page, layout.body, "body"))
    pieces = list(_pieces(parse(_OWN.sub("", container)), layout))
    whole = Whole(text=text, source=source, capture=capture, section=section)
    url = canonical(capture.url) or capture.url
    places: Counter[int] = Counter()
    articles = []
    for piece in reversed(pieces):
        day = int(piece.day.at.strftime("%Y%m%d"))
        if places[day] == MOST_ITEMS_OF_A_DAY:
            raise LayoutChanged(
                f"expected at most {MOST_ITEMS_OF_A_DAY} items of {piece.day.raw!r}, came more"
            )
        item = Item(
            url=url,
            position=day * MOST_ITEMS_OF_A_DAY + places[day],
            title=piece.title,
            fragment=read_fragment(piece.html, layout.drop),
            moment=piece.day,
            origins={
                "title": f"css:{layout.title[0]}",
                "published": f"css:{layout.published[0]}",
                "body": "between headings",
            },
        )
        places[day] += 1
        articles.append(make_article(item, whole))
    return articles


def _pieces(container: Page, layout: Layout) -> Iterator[Piece]:
    """The container's HTML, cut at its headings, in the page's order."""
    days = [read_date(text) for text in _mark(container, layout.published, "d")]
    titles = _mark(container, layout.title, "t")
    if not titles:
        raise LayoutChanged(f"title: nothing matched {' nor '.join(map(repr, layout.title))}, expected items")
    _, *parts = _MARK.split(container.html or "")
    day: Moment | None = None
    for kind, number, html in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if kind == "d":
            day = days[int(number)]
        elif day is None:
            raise LayoutChanged(
                f"expected the heading of a day before {titles[int(number)][:80]!r}, came none"
            )
        else:
            yield Piece(day, titles[int(number)], html)


def _mark(container: Page, alternatives: Sequence[str], kind: str) -> list[str]:
    """Puts a mark in the place of each heading; empty ones are an editor's leavings. Their texts in order."""
    texts: list[str] = []
    for found in every(container, alternatives):
        text = text_of(found.node)
        if text:
            found.node.insert_before(f"\ue000{kind}{len(texts)}\ue001")
            texts.append(text)
        found.node.decompose()
    return texts
