"""Long texts that were passed over: in boxes named like chrome, «with-fixed-sidebar», or behind other chrome."""

from __future__ import annotations

import re

from scrapers.parsers.generic_foreign import is_ours
from scrapers.parsers.generic_page import Box, Page, path_of
from scrapers.parsers.generic_score import Scores

_FEWEST, _LETTERS = 2, 800  # paragraphs of such a text, and what they say
_TIMES = 4  # as much as all that was found
_NEAR = 12  # lines below a title, where less is enough
_NEAR_LETTERS, _NEAR_TIMES = 180, 2
_SINGLE = 2  # lines of a box that is made for a paragraph
_PARTED = 3  # boxes around each paragraph
_LINK = 25  # letters of one that leads to another article
_BELOW = 2  # lines
_PARAGRAPH = 80  # letters
_PARTS = frozenset("p li ul ol blockquote span pre center".split())
_NEVER = re.compile(
    r"(?<![a-z])(?:comm(?:ents?)?|komentar\w*|respond|repl(?:y|ies)|disqus\w*|footer\w*|foot|cookies?\w*|gdpr|consent"
    r"|privacy|terms|modal\w*|popup\w*|overlay|newsletter|subscri\w*|login|menu\w*|side-?bar|widget\w*|teasers?|related\w*"
    r"|recommend\w*)(?![a-z])"
)
# what these hold is no text wherever it stands
_NO_TEXT = re.compile(
    r"(?<![a-z])(?:comm(?:ents?)?|komentar\w*|respond|repl(?:y|ies)|disqus\w*|footer\w*|foot|cookies?\w*|gdpr|consent|privacy"
    r"|terms|login|menu\w*)(?![a-z])"
)
_LAYOUT = re.compile(
    r"(?:with|has|fixed|plus)-side-?bar|side-?bar-(?:layout|page|template|wrap\w*|container)"
)
_APART = frozenset("header details".split())
_CHROME = frozenset("footer aside dialog form nav address".split())


def outweighing(page: Page, scores: Scores, seed: Box | None) -> Box | None:
    """The box to be read instead of `seed`: its paragraphs say many times as much, and it is no other article. What
    stands between it and the title (buttons, a box of links) made it look far away.
    """
    best = _most(page, scores, seed)
    if best is None:
        return seed
    within = seed is not None and (seed in path_of(best) or best in path_of(seed))
    apart = any(
        box.tag in _APART or (box.bad and not box.first <= scores.title_line < box.last)
        for box in path_of(best)
    )
    return seed if within or apart or scores.titled(best) else best


def unparted(page: Page, scores: Scores, seed: Box) -> Box:
    """What holds a text each of whose paragraphs, of which `seed` is one, stands in a box of its own; else `seed`."""
    if seed.last - seed.first <= _SINGLE:
        best = _most(page, scores, seed)
        seed = best if best is not None and best in path_of(seed) else seed
    return _above_alike(seed, scores) if seed.good else seed


def _most(page: Page, scores: Scores, seed: Box | None) -> Box | None:
    """The box whose paragraphs say most, if that is many times what `seed` says."""
    said = max(scores.says(seed), 0.0) if seed is not None else 0.0
    least = max(_LETTERS, _TIMES * said)
    if scores.told[-1] < least:
        return None
    told, boxes = _paragraphs(page, [i for i in scores.long if i not in scores.pruned])
    best = max(told, key=lambda key: sum(told[key]), default=0)
    return boxes[best] if best and len(told[best]) >= _FEWEST and sum(told[best]) >= least else None


def _above_alike(seed: Box, scores: Scores) -> Box:
    """Where boxes of paragraphs are named like a text, what holds them is named so too, or has several such boxes,
    and no links stand there.
    """
    box, limit = seed, scores.shared(seed)
    for _ in range(_PARTED):
        parent = box.parent
        if parent is None or parent is limit or parent.tag == "body":
            break
        kind = (parent, box.tag, box.names)
        alike = sum((other.parent, other.tag, other.names) == kind for other in scores.page.boxes)
        if scores.of(parent) > scores.of(seed) and (parent.good or alike > 1):
            lines = scores.page.lines[parent.first : parent.last]
            return seed if any(line.dense and len(line.text) > _LINK for line in lines) else parent
        box = parent
    return seed


def chrome_with_text(page: Page, scores: Scores, found: tuple[str, ...]) -> list[Box]:
    """The boxes to be cleared of their names; none where what was found may be the text."""
    said = sum(map(len, found))
    told, boxes = _paragraphs(page, [i for i in scores.long if i in scores.chrome])
    for key in sorted(told, key=lambda key: -sum(told[key])):
        size, count = sum(told[key]), len(told[key])
        much = size >= max(_LETTERS, _TIMES * said) and count >= _FEWEST
        near = _stands_near(page, boxes[key], scores.title_line)
        if not much and not (near and size >= max(_NEAR_LETTERS, _NEAR_TIMES * said)):
            continue
        path = [box for box in path_of(boxes[key]) if not box.first <= scores.title_line < box.last]
        if not any(
            (box.tag in _CHROME and not (much and near and box.tag == "form"))
            or _says_never(box, scores.title_line, _NO_TEXT if much and near else _NEVER)
            for box in path
        ):
            return [box for box in path if box.bad]
    return []


def stands_above(page: Page, title_line: int, found: tuple[str, ...]) -> bool:
    """Next to nothing below what was taken for the title, and a text in another language than ours above it: a heading
    in the page's foot, or of another article.
    """
    said = sum(map(len, found))
    if title_line < _FEWEST or said > _LETTERS:
        return False
    above = [line for line in page.lines[:title_line] if len(line.text) > _PARAGRAPH and not line.dense]
    told = sum(len(line.text) for line in above if not is_ours(line.text))
    return told > max(_LETTERS, _TIMES * said)


def _stands_near(page: Page, box: Box, title_line: int) -> bool:
    """Little more than a byline, a date and buttons between the title and this text, in another language than ours."""
    return 0 < box.first - title_line <= _NEAR and title_line >= 0 and not is_ours(page.lines[box.first].text)


def _paragraphs(page: Page, among: list[int]) -> tuple[dict[int, list[int]], dict[int, Box]]:
    """Letters of these lines, by the box that holds them: not one that is made for a single paragraph."""
    told: dict[int, list[int]] = {}
    boxes: dict[int, Box] = {}
    for i in among:
        box = page.lines[i].box
        while box.parent is not None and (box.tag in _PARTS or (box.last - box.first == 1 and not box.bad)):
            box = box.parent
        boxes[id(box)] = box
        told.setdefault(id(box), []).append(len(page.lines[i].text))
    return told, boxes


def _says_never(box: Box, title_line: int, never: re.Pattern[str]) -> bool:
    """«fixed-sidebar-layout» is the name of a page with a side column, and what follows the title is no teaser."""
    below = 0 < box.first - title_line <= _BELOW and title_line >= 0
    return box.bad and any(
        never.search(name) and not _LAYOUT.search(name) and not (below and "teaser" in name)
        for name in box.names.split()
    )
