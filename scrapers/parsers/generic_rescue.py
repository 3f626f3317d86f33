"""A text in a box whose name says that it is chrome: «with-fixed-sidebar», «share-zone», «print-area»."""

from __future__ import annotations

import re

from scrapers.parsers.generic_page import Box, Page
from scrapers.parsers.generic_score import Scores, path_of

_PARAGRAPH = 80  # letters
_FEWEST, _LETTERS = 3, 800  # paragraphs of such a text, and what they say
_TIMES = 4  # as much as all that was found
_PARTS = frozenset("p li ul ol blockquote span pre center".split())
_NEVER = re.compile(
    r"(?<![a-z])(?:comm(?:ents?)?|komentar\w*|respond|repl(?:y|ies)|disqus\w*|footer\w*|foot|cookies?\w*|gdpr|consent"
    r"|privacy|terms|modal\w*|popup\w*|overlay|newsletter|subscri\w*|login|menu\w*|side-?bar|widget\w*|teasers?|related\w*"
    r"|recommend\w*)(?![a-z])"
)
_LAYOUT = re.compile(
    r"(?:with|has|fixed|plus)-side-?bar|side-?bar-(?:layout|page|template|wrap\w*|container)"
)
_CHROME = frozenset("footer aside dialog form nav address".split())


def chrome_with_text(page: Page, scores: Scores, found: tuple[str, ...]) -> list[Box]:
    """The boxes to be cleared of their names; none where what was found may be the text."""
    told: dict[int, list[int]] = {}
    boxes: dict[int, Box] = {}
    for i in scores.chrome:
        line = page.lines[i]
        if len(line.text) > _PARAGRAPH and not line.dense and i > scores.title_line:
            box = line.box
            while box.tag in _PARTS and box.parent is not None:
                box = box.parent
            boxes[id(box)] = box
            told.setdefault(id(box), []).append(len(line.text))
    said = sum(map(len, found))
    for key in sorted(told, key=lambda key: -sum(told[key])):
        if sum(told[key]) < max(_LETTERS, _TIMES * said):
            break
        path = [box for box in path_of(boxes[key]) if not box.first <= scores.title_line < box.last]
        if len(told[key]) >= _FEWEST and not any(box.tag in _CHROME or _says_never(box) for box in path):
            return [box for box in path if box.bad]
    return []


def _says_never(box: Box) -> bool:
    """«fixed-sidebar-layout» is the name of a page with a side column."""
    return box.bad and any(_NEVER.search(name) and not _LAYOUT.search(name) for name in box.names.split())
