"""What stands around a title on a page that no selector fits: the trail above it, the author's name below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrapers.dates import find_dates
from scrapers.html import Page, every, value_of
from scrapers.parsers.crumbs import is_home
from scrapers.parsers.labels import is_date
from scrapers.parsers.spots import Range, TextLine, read_lines, take_out, title_line
from scrapers.registry import Layout

_ABOVE, _BELOW = 10, 6  # lines around the title
_MOST, _ITEM = 6, 40  # items of a trail, letters of one
_PARAGRAPH = 80
_PART = r"[А-ЯІЇЄҐA-Z][а-яіїєґa-z’'ʼ]+(?:-[А-ЯІЇЄҐA-Z][а-яіїєґa-z’'ʼ]+)?"
_SIGNED = re.compile(r"\b(?:автор(?:ка)?|текст|by)\b\s*:?", re.I)
_NAME = re.compile(rf"(?<![^\W\d_])(?<![’'ʼ-]){_PART}(?:\s+{_PART}){{1,2}}(?![а-яіїєґa-z’'ʼ-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The trail from the front page down, and the author with where the name was read."""

    crumbs: tuple[str, ...] = ()
    author: str | None = None
    origin: str = ""


def take_frame(page: Page, layout: Layout) -> Frame:
    """Only where the layout looks for these fields; its selectors come first. The author's line is taken out."""
    wants_crumbs = bool(layout.crumbs) and not every(page, layout.crumbs)
    if not wants_crumbs and not layout.author:
        return Frame()
    lines = read_lines(page)
    title = title_line(lines, page)
    found = [each for each in every(page, layout.author) if value_of(each)]
    names = tuple(dict.fromkeys(map(value_of, found)))
    author, ranges = _byline(lines, title, names) if layout.author else (None, [])
    take_out(lines, ranges)
    return Frame(
        crumbs=_trail(lines, title) if wants_crumbs else (),
        author=", ".join(names) or author,
        origin=f"css:{found[0].css}" if found else "generic: byline",
    )


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


def _byline(lines: list[TextLine], title: int, names: tuple[str, ...]) -> tuple[str | None, list[Range]]:
    """Lines right below the title that hold a name and at most a date: one of `names`, or where none is given the
    first that looks like one, and that again.
    """
    ranges: list[Range] = []
    for index in range(title + 1, min(len(lines), title + 1 + _BELOW)):
        line = lines[index]
        if len(line.text) > _PARAGRAPH:
            break
        for match in _NAME.finditer(line.raw):
            name = " ".join(match[0].split())
            if names and name not in names:
                continue
            rest = _SIGNED.sub("", line.raw[: match.start()] + " " + line.raw[match.end() :])
            if not re.search(r"\w", rest) or is_date(" ".join(rest.split())):
                names = (name,)
                ranges.append((index, match.start(), match.end()))
                break
    return (names[0] if names else None), ranges
