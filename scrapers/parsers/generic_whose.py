"""Whose day a line tells: the article's own, a reader's, that of another article, or of what the text announces."""

from __future__ import annotations

import re

from scrapers.parsers.generic_body import Body
from scrapers.parsers.generic_page import HEADINGS, Box, Page

_COMMENT = re.compile(r"(?<![a-z])(?:[a-z]?comm(?:ents?)?|com-?ent|reviews?-(?:post|text|block))(?![a-z])")
_CELLS = {("th", "td"), ("td", "td"), ("dt", "dd")}
_ABOVE = 2  # lines
_LABELS = 40  # letters of what names a date
BELOW = 3  # lines under the title in which no reader has spoken yet


def stands_inside(body: Body, text: str) -> bool:
    """A line of the text that is neither its first nor its last."""
    return text in body.lines[1:-1] and text not in (body.lines[0], body.lines[-1])


def shares(page: Page, i: int, title_line: int) -> bool:
    """The line and the title stand in one part of the page: neither a side column nor another article's box."""
    box = page.lines[i].box
    while not box.first <= title_line < box.last:
        own = box.last - box.first == 1 and not page.lines[i].linked  # the date of the article set apart
        if (box.tag == "aside" and not own) or (
            box.tag == "article" and (box.bad or _has_other_title(page, box))
        ):
            return False
        if box.parent is None:
            return False
        box = box.parent
    return box.tag != "body" or -2 <= i - title_line <= 6


def opens_article(page: Page, i: int, title_line: int) -> bool:
    """Right above the title, at the beginning of a box of theirs with which the page does not begin. A clock stands
    in a box of the page's, behind its logo or at its top.
    """
    box = page.lines[i].box
    while not box.first <= title_line < box.last:
        if box.parent is None:
            return False
        box = box.parent
    return 0 < title_line - i <= _ABOVE and box.tag != "body" and 0 < box.first == i


def named_beside(page: Page, i: int) -> str:
    """«Дата оприлюднення», which stands in the cell before that of the date."""
    line, label = page.lines[i], page.lines[i - 1] if i else None
    if label is None or (label.box.tag, line.box.tag) not in _CELLS or len(label.text) > _LABELS:
        return ""
    return label.text if label.box.parent is line.box.parent else ""


def ends_bare_page(page: Page, i: int, title_line: int, told: Body) -> bool:
    """A page that is not parted into boxes, and nothing but the text between its title and the line."""
    bare = told.origin == "walk:body" and told.first <= i < told.last
    return bare and not any(line.dense for line in page.lines[title_line + 1 : i])


def of_a_reader(page: Page, i: int, title_line: int, told: Body) -> bool:
    """The line stands in a box of comments or is quoted. One that holds the title too is the page's own, and so is a
    line before anything is said: «Kommentar» names an opinion as well.
    """
    between = page.lines[title_line + 1 : i]
    below = 0 <= title_line < i <= title_line + BELOW
    if below and told.lines and not any(line.text in told.lines for line in between):
        return False
    box: Box | None = page.lines[i].box
    while box is not None and box.tag != "body" and not box.first <= title_line < box.last:
        if box.tag == "blockquote" or _COMMENT.search(box.names):
            return True
        box = box.parent
    return False


def _has_other_title(page: Page, box: Box) -> bool:
    """An article that is shown by a heading which leads to it."""
    return any(line.dense and line.box.tag in HEADINGS for line in page.lines[box.first : box.last])


def of_a_teaser(page: Page, i: int) -> bool:
    """«21.09.2024» and the link to what was published then stand side by side."""
    beside = page.lines[max(0, i - 1) : i] + page.lines[i + 1 : i + 2]
    return page.lines[i].dense or any(
        line.dense and (len(line.text) > 15 or line.box.tag in HEADINGS) for line in beside
    )
