"""What stands around a title on a page that no selector fits: the trail above it, the author's name below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrapers.dates import find_dates
from scrapers.html import Page, every
from scrapers.parsers.crumbs import is_home
from scrapers.parsers.spots import Range, TextLine, read_lines, take_out, title_line
from scrapers.registry import Layout

_ABOVE, _BELOW = 10, 6  # lines around the title
_MOST, _ITEM = 6, 40  # items of a trail, letters of one
_PARAGRAPH = 80
_PART = r"[А-ЯІЇЄҐA-Z][а-яіїєґa-z’'ʼ]+(?:-[А-ЯІЇЄҐA-Z][а-яіїєґa-z’'ʼ]+)?"
_NAME = re.compile(
    rf"\W*(?i:(?:автор(?:ка)?|текст|by)\s*:?\s+)?(?P<name>{_PART}(?:\s+{_PART}){{1,2}})(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The trail from the front page down, and the author."""

    crumbs: tuple[str, ...] = ()
    author: str | None = None


def take_frame(page: Page, layout: Layout) -> Frame:
    """Only where the layout looks for these fields and its selectors find none. The author's line is taken out."""
    wants_crumbs = bool(layout.crumbs) and not every(page, layout.crumbs)
    wants_author = bool(layout.author) and not every(page, layout.author)
    if not wants_crumbs and not wants_author:
        return Frame()
    lines = read_lines(page)
    title = title_line(lines, page)
    author, ranges = _author(lines, title) if wants_author else (None, [])
    take_out(lines, ranges)
    return Frame(crumbs=_trail(lines, title) if wants_crumbs else (), author=author)


def _trail(lines: list[TextLine], title: int) -> tuple[str, ...]:
    """The last «Головна» above the title and the few items behind it."""
    items: list[str] = []
    for line in lines[max(0, title - _ABOVE) : title]:
        for spot in line.spots:
            for text in filter(None, (part.strip() for part in re.split(r"[/»›>|•·\n]", spot.text))):
                if is_home(text):
                    items = [text]
                elif items:
                    items.append(" ".join(text.split()))
    fits = 2 <= len(items) <= _MOST and all(len(item) <= _ITEM and not find_dates(item) for item in items)
    return tuple(items) if fits else ()


def _author(lines: list[TextLine], title: int) -> tuple[str | None, list[Range]]:
    """A line right below the title that holds a name, and at most a date behind it; further lines that repeat it."""
    name: str | None = None
    ranges: list[Range] = []
    for index in range(title + 1, min(len(lines), title + 1 + _BELOW)):
        line = lines[index]
        if len(line.text) > _PARAGRAPH:
            break
        match = _NAME.fullmatch(" ".join(line.raw.split()))
        if match is None or (name is not None and match["name"] != name):
            continue
        spots = find_dates(match["rest"])
        if re.search(r"\w", match["rest"]) and not spots:
            continue
        name = match["name"]
        last = name.split()[-1]
        ranges.append((index, 0, line.raw.index(last) + len(last)))
    return name, ranges
