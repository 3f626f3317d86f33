"""Where a page holds several articles: which lines are of the one whose title was found."""

from __future__ import annotations

from scrapers.parsers.generic_page import HEADINGS, Line, Page, path_of
from scrapers.parsers.generic_site import opens_with_day
from scrapers.parsers.generic_words import is_label, is_stamp

_PASSING = frozenset("current active first last odd even".split())
_STAMP = 60  # letters


def article_lines(page: Page, title_line: int) -> tuple[int, int] | None:
    """The lines of the box that the title stands in, where others like it follow, each with a heading of its own."""
    if title_line < 0:
        return None
    line = page.lines[title_line]
    if line.box.tag not in HEADINGS:
        return None
    dated = _is_dated(page, title_line)
    heads = [
        other
        for i, other in enumerate(page.lines[title_line + 1 :], title_line + 1)
        if other.box.tag in HEADINGS and (_heads(other, line) or (dated and _is_dated(page, i)))
    ]
    below = [{id(box.parent): box for box in path_of(head.box)} for head in heads[:40]]
    for mine in path_of(line.box)[1:]:
        if not below or mine.parent is None or not (mine.names or mine.tag == "article"):
            continue
        likes = [like for boxes in below if (like := boxes.get(id(mine.parent), mine)) is not mine]
        if not any((like.tag, _lasting(like.names)) == (mine.tag, _lasting(mine.names)) for like in likes):
            continue
        if any(len(other.text) > 20 and not other.dense for other in page.lines[title_line + 1 : mine.last]):
            return mine.first, mine.last
    return None


def _heads(line: Line, title: Line) -> bool:
    """It is the title of another article, not a heading within this one."""
    return (
        line.dense
        or line.box.tag == title.box.tag
        or any(box.tag == "article" for box in path_of(line.box)[:3])
    )


def _lasting(names: str) -> str:
    """Without those of the one that is shown first."""
    return " ".join(name for name in names.split() if name not in _PASSING)


def _is_dated(page: Page, heading: int) -> bool:
    """A day stands right below it, as below no heading within a text."""
    below = (line.text for line in page.lines[heading + 1 : heading + 2] if len(line.text) < _STAMP)
    return any(is_stamp(text) or is_label(text) or opens_with_day(text) for text in below)
