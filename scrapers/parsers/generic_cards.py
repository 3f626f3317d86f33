"""Cards of other articles: boxes of one kind side by side, each with a link and a few words more."""

from __future__ import annotations

from scrapers.parsers.generic_page import HEADINGS, Box, Page
from scrapers.parsers.generic_words import is_stamp

_LINK = 15  # letters of a link that may be a title; a category's name is shorter
_TITLE = 25  # of one that surely is, where no heading says so
_LINES, _LETTERS = 8, 450  # a box with more is an article, or a part of one
_HEADING = 60  # letters
_STEPS = 6  # from a link to the box of its card
_Kind = tuple[int, str, str]  # the box around it, tag, names
_NO_CARDS = HEADINGS | frozenset("p td th tr tbody thead dd dt blockquote ul ol".split())


def read_cards(page: Page, title_line: int, gone: set[int]) -> set[int]:
    """Lines of such boxes, wherever they stand; the page's own title is in none. `gone` are known to be no text."""
    groups: dict[_Kind, dict[int, Box]] = {}
    fit: dict[int, bool] = {}
    for i, line in enumerate(page.lines):
        if i in gone or not line.dense or len(line.text) <= (_LINK if line.box.tag in HEADINGS else _TITLE):
            continue
        box: Box | None = line.box
        for _ in range(_STEPS):
            if box is None or box.parent is None:
                break
            if id(box) not in fit:
                fit[id(box)] = _may_be_card(page, box, title_line)
            if not fit[id(box)]:
                break
            if box.tag not in _NO_CARDS:
                groups.setdefault(_kind(box), {})[id(box)] = box
            box = box.parent
    kinds = {
        kind
        for kind, group in groups.items()
        if len(group) > 1 and any(box.last - box.first > 1 for box in group.values())
    }
    if not kinds:
        return set()
    around = {kind[0] for kind in kinds}
    found: set[int] = set()
    for box in page.boxes:
        if id(box.parent) in around and _kind(box) in kinds and _may_be_card(page, box, title_line):
            found.update(range(box.first, box.last), _heading(page, box, title_line))
    return found


def _kind(box: Box) -> _Kind:
    return id(box.parent), box.tag, box.names


def _heading(page: Page, card: Box, title_line: int) -> range:
    """«Актуально»: what a box begins with that holds nothing else than cards."""
    box = card.parent
    while box is not None and box.first == card.first:
        box = box.parent
    if (
        box is None
        or box.first <= title_line < box.last
        or card.first - box.first > 1
        or len(page.lines[box.first].text) > _HEADING
    ):
        return range(0)
    return range(box.first, card.first) if page.lines[box.first].text[-1] not in ".!?…:" else range(0)


def _may_be_card(page: Page, box: Box, title_line: int) -> bool:
    if box.last - box.first > _LINES or box.first <= title_line < box.last:
        return False
    lines = page.lines[box.first : box.last]
    return (
        sum(line.dense and len(line.text) > _LINK for line in lines) <= 2
        and sum(len(line.text) for line in lines) <= _LETTERS
        and any(line.dense for line in [line for line in lines if not is_stamp(line.text)][:2])
    )
