"""Posts without a word: where a text should stand there is a box with a picture, or with nothing."""

from __future__ import annotations

import re

from scrapers.parsers.generic_page import Box
from scrapers.parsers.generic_score import Scores

_TEXT = re.compile(r"(?:^|[\s_-])(?:text|txt|tx|body|copy|tekst|zmist|story|rich|editor|wysiwyg)(?:\s|$)")
_SMALL, _SMALL_FAR = (
    150,
    400,
)  # letters that stand behind such a box and are chrome, beside it and farther away
_WHOLE = 1200  # letters of a text in which such a box is a picture between paragraphs


def stands_behind_void(scores: Scores, seed: Box, core: Box) -> bool:
    """The little that `seed` says comes after the box of a text that has no words. `core` is the text around it."""
    around = core.parent or core
    if (
        scores.title_line < 0
        or scores.says(core) > _WHOLE
        or scores.says(around) > scores.says(core) + _SMALL_FAR
    ):
        return False
    size = sum(len(line.text) for line in scores.page.lines[seed.first : seed.last])
    far = _steps(scores, seed)
    return any(
        size < (_SMALL if _steps(scores, box) >= far else _SMALL_FAR) and _steps(scores, box) <= far
        for box in scores.page.boxes
        if scores.title_line < box.first <= seed.first and box.first == box.last and _is_void(box)
    )


def _is_void(box: Box) -> bool:
    """A paragraph of a box without words: an editor's picture. Or a box that is called a text; those of which the
    name is surely a text's are found as such.
    """
    around = box.parent
    if box.bad or around is None:
        return False
    alone = box.tag == "p" and around.tag != "body" and around.first == around.last
    return alone or (box.tag != "p" and not box.good and _TEXT.search(box.names) is not None)


def _steps(scores: Scores, box: Box) -> int:
    shared = scores.shared(box)
    return scores.levels[id(shared)] if shared is not None else 0
