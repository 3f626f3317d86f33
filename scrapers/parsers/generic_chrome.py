"""Which lines of an unknown page stand in chrome, by the names of the boxes around them."""

from __future__ import annotations

import re
from itertools import accumulate

from scrapers.parsers.generic_page import Box, Page, looks_headed, path_of

_NEVER = re.compile(r"(?<![a-z])(?:cookies?|gdpr|consent|author-?(?:box|bio|info)|about-?author)(?![a-z])")
_PANE = re.compile(r"(?<![a-z])tab-?(?:pane|panel|item|content-item)(?![a-z])")
_SHOWN = frozenset("active show current is-active".split())
_INVITING = 250  # letters beside a form; a page within one has more


def chrome_lines(page: Page, title_line: int) -> set[int]:
    """Lines in boxes of share buttons, comments, side columns and so on. A box with the title is none of these,
    nor is one that holds most of what the page says, unless the title stands in a <main> and it does not.
    """
    sizes = [0, *accumulate(0 if line.dense else len(line.text) for line in page.lines)]
    total = sizes[-1] or 1
    gone: set[int] = set()
    around = path_of(page.lines[title_line].box) if title_line >= 0 else []
    main = next((box for box in around if box.tag == "main"), None)
    for box in page.boxes:
        if box.tag == "form" and (asking := _asking(box, page, title_line, sizes)) is not None:
            gone.update(range(asking.first, asking.last))
        if _is_other_pane(box, page):
            gone.update(range(box.first, box.last))
        if not box.bad or box.first <= title_line < box.last:
            continue
        outside = main is not None and not main.first <= box.first < main.last
        if sizes[box.last] - sizes[box.first] > 0.7 * total and not outside and not _never_text(box):
            continue
        gone.update(range(box.first, box.last))
    return gone


def _is_other_pane(box: Box, page: Page) -> bool:
    """A tab that is not shown, beside the one that is."""
    if _PANE.search(box.names) is None or _SHOWN & set(box.names.split()):
        return False
    return any(
        other.parent is box.parent and _PANE.search(other.names) and _SHOWN & set(other.names.split())
        for other in page.boxes
    )


def _asking(form: Box, page: Page, title_line: int, sizes: list[int]) -> Box | None:
    """The box behind the text that holds a form and what invites to fill it in: «Залиште заявку»."""
    box = form.parent
    if box is None or box.first <= title_line + 1 or box.first == form.first:
        return None
    invites = sizes[box.last] - sizes[box.first] < _INVITING and looks_headed(page.lines[box.first])
    return box if invites else None


def _never_text(box: Box) -> bool:
    """However much it says."""
    named = {"comment", "comments", "footer"} & set(box.names.split())
    return box.tag == "footer" or bool(named) or _NEVER.search(box.names) is not None
