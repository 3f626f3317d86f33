"""Reports in pictures: where a page says hardly anything else, what stands below its pictures is its text."""

from __future__ import annotations

import re

from scrapers.parsers.generic_page import Box, Page
from scrapers.parsers.generic_words import is_credit, is_end, is_junk, is_label, is_stamp

_CAPTION = re.compile(r"(?:^|[\s_-])captions?(?![a-z])")
_FEWEST, _LETTERS = 3, 120  # captions of a report, and what they say together
_SAID = 40  # letters of a line that may be a text
_SHARE = 0.5  # of what captions say: with more beside them they are captions


def read_captions(page: Page, title_line: int, chrome: set[int]) -> set[int]:
    """Lines of captions that are the text; none where there is another, nor those that lead to other articles."""
    groups: dict[tuple[str, str, int], list[Box]] = {}
    for box in page.boxes if title_line >= 0 else ():
        if box.first > title_line and _is_caption(page, box, title_line):
            groups.setdefault((_kind(box), _kind(box.parent), box.depth), []).append(box)
    group = max(groups.values(), key=len, default=[])
    mine = {i for box in group for i in range(box.first, box.last)}
    told = {page.lines[i].text for i in mine}
    letters = sum(map(len, told))
    if len(told) < _FEWEST or letters < _LETTERS or len(told) < len(mine):
        return set()
    beside = sum(
        len(line.text)
        for i, line in enumerate(page.lines)
        if i > title_line and i not in chrome and i not in mine and _may_be_text(page, i)
    )
    return mine if beside < _SHARE * letters else set()


def _kind(box: Box | None) -> str:
    """Tag and first class name: ids differ."""
    return f"{box.tag}.{box.names.split(' ')[0]}" if box is not None else ""


def _is_caption(page: Page, box: Box, title_line: int) -> bool:
    """Words of its own, in a box that nothing else makes chrome: what holds the title too is none."""
    if box.tag != "figcaption" and not (box.bad and _CAPTION.search(box.names)):
        return False
    around = box.parent
    while around is not None:
        only = (around.first, around.last) == (box.first, box.last)  # the box of its picture
        if around.bad and not only and not around.first <= title_line < around.last:
            return False
        around = around.parent
    lines = page.lines[box.first : box.last]
    return len(lines) == 1 and not lines[0].linked and not is_credit(lines[0].text)


def _may_be_text(page: Page, i: int) -> bool:
    line, text = page.lines[i], page.lines[i].text
    chrome = is_junk(text) or is_stamp(text) or is_label(text) or is_end(text) or is_credit(text)
    return len(text) > _SAID and not line.dense and not chrome
