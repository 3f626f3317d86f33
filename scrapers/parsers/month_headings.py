"""Headings of days and of items on a page of many items, told by what they say and that they look alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.dates import Moment, read_date
from scrapers.errors import DateUnreadable
from scrapers.html import Page
from scrapers.parsers.spots import ancestors

_DAY, _TITLE = 60, 400  # letters at most
_OUTSIDE = frozenset(("a", "script", "style", "html", "body", "head", "option"))
_SIGNS = re.compile(r"^[^\w(\[]+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))


class Headings(NamedTuple):
    """Nodes in the page's order, and what each kind looks like: «h3.den»."""

    days: list[LexborNode]
    titles: list[LexborNode]
    day_like: str
    title_like: str
    each_dated: bool = False  # every title has a day of its own, right below it


def find_headings(page: Page) -> Headings | None:
    """Days are the most frequent kind of element that says a date and nothing else; titles are of the kind that most
    often says the first words behind one, or a heading that stands right above each. None where there is no such kind.
    """
    nodes = [node for node in page.css("body *") if node.tag not in _OUTSIDE]
    texts = [clean_line(node.text(deep=True)) for node in nodes]
    said = [place for place, text in enumerate(texts) if _is_day(text)]
    day_like = _commonest(_kind(nodes[place]) for place in said)
    if day_like is None:
        return None
    days = [place for place in said if _kind(nodes[place]) == day_like]
    days = [place for place in days if not _repeats(nodes, place, days)]
    above = [_heading_above(nodes, texts, place) for place in days]
    if len(days) > 1 and None not in above and len({_kind(nodes[place]) for place in above if place}) == 1:
        titles = [nodes[place] for place in above if place]
        return Headings([nodes[place] for place in days], titles, day_like, _kind(titles[0]), each_dated=True)
    firsts = [first for place in days if (first := _first_behind(nodes, texts, place)) is not None]
    title_like = _commonest(_kind(nodes[place]) for place in firsts)
    if title_like is None:
        return None
    titles = [
        node
        for place, (node, text) in enumerate(zip(nodes, texts, strict=True))
        if place > days[0] and text and len(text) <= _TITLE and _kind(node) == title_like
    ]
    return Headings([nodes[place] for place in days], titles, day_like, title_like)


def common_box(nodes: Sequence[LexborNode]) -> LexborNode:
    """The smallest element that holds them all."""
    lines = [[each.mem_id for each in ancestors(node)] for node in nodes]
    shared = set(lines[0]).intersection(*lines[1:])
    return next(each for each in ancestors(nodes[0]) if each.mem_id in shared)


def read_day(text: str) -> Moment:
    """What a heading says, whatever sign stands before it: «📅 20 листопада 2026 року». Raises DateUnreadable."""
    return read_date(_SIGNS.sub("", text))


def _is_day(text: str) -> bool:
    if not 6 <= len(text) <= _DAY:
        return False
    try:
        moment = read_day(text)
    except DateUnreadable:
        return False
    return moment.precision in ("day", "minute")


def _kind(node: LexborNode) -> str:
    """Tag and class; a bold line says so, because paragraphs all look alike otherwise."""
    name = (node.attributes.get("class") or "").split()
    bold = next((child for child in _children(node) if child.tag in _BOLD), None)
    whole = bold is not None and clean_line(bold.text(deep=True)) == clean_line(node.text(deep=True))
    return f"{node.tag}{'.' + '.'.join(name) if name else ''}{' > b' if whole else ''}"


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _commonest(kinds: Iterator[str]) -> str | None:
    counted = Counter(kinds).most_common(1)
    return counted[0][0] if counted else None


def _repeats(nodes: list[LexborNode], place: int, days: list[int]) -> bool:
    """It stands in another one that says the same: `<div class="d"><div class="d">`."""
    parent = nodes[place].parent
    return parent is not None and any(nodes[day].mem_id == parent.mem_id for day in days)


def _first_behind(nodes: list[LexborNode], texts: list[str], place: int) -> int | None:
    """The outermost element behind a day that says a short text which is no day itself."""
    inside = {node.mem_id for node in nodes[place].css("*")}
    for later in range(place + 1, len(nodes)):
        text = texts[later]
        if nodes[later].mem_id in inside or not text or len(text) > _TITLE:
            continue
        if _is_day(text):
            return None
        if not _holds_more(nodes[later]):
            return later
    return None


def _heading_above(nodes: list[LexborNode], texts: list[str], day: int) -> int | None:
    """The heading of one item that a day stands right below, with nothing between."""
    for place in range(day - 1, -1, -1):
        if not texts[place] or texts[place].endswith(texts[day]):
            continue  # an icon, or a box that holds both
        return place if nodes[place].tag in _HEADINGS and not _is_day(texts[place]) else None
    return None


def _holds_more(node: LexborNode) -> bool:
    """A box of a short item, not its title: it has parts that say different things."""
    parts = [
        clean_line(child.text(deep=True)) for child in _children(node) if child.tag not in ("-comment", "br")
    ]
    blocks = [
        child
        for child in _children(node)
        if child.tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "table")
    ]
    return len([part for part in parts if part]) > 1 and bool(blocks)
