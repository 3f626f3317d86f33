"""What breaks into a text and is none of it: boxes of other articles, titles of pictures and of what else to read."""

from __future__ import annotations

import re

from scrapers.parsers.generic_foreign import is_title
from scrapers.parsers.generic_page import HEADINGS, Box, Line, Page, looks_headed, path_of
from scrapers.parsers.generic_score import Scores

_PARAGRAPH = 80  # letters
_MORE = 400  # letters of paragraphs that a text says behind a box of other articles, if it goes on
_HEADING, _LINK = 60, 25  # letters of a line that may be a heading, and of a link that may be a title
_LEAD = re.compile(r"(?<![a-z])(?:lead|lede|lid|intro|anons|announce|excerpt|summary|standfirst)(?![a-z])")
_NEAR = 0.1  # of a text to its title, with a lead and some links between them


def past_lead(seed: Box, scores: Scores) -> Box:
    """Where one line stands below the title, and behind it a box that is named as texts are, that is the text; and
    where the line is named as leads are, the box beside it.
    """
    said = [value for value in scores.values[seed.first : seed.last] if value > 0]
    if sum(value > 15 for value in said) != 1 or any(_named(box, scores) for box in path_of(seed)):
        return seed
    lead = _LEAD.search(seed.names) is not None
    texts = [
        box
        for box in scores.page.boxes
        if box.first >= seed.last and (_named(box, scores) or (lead and box.parent is seed.parent))
    ]
    best = max(texts, key=scores.says, default=seed)
    return best if scores.says(best) > 0.5 * sum(said) and scores.near(best) > _NEAR else seed


def _named(box: Box, scores: Scores) -> bool:
    return box.good and box.first > scores.title_line and scores.opening(box) not in scores.pruned


def goes_on(page: Page, behind: range, pruned: set[int], kept: list[Line], core: Box) -> bool:
    """Behind these lines the text has more paragraphs, in its box or in that which those it had stand in."""
    mine = {id(core), *(id(_around(line)) for line in kept if len(line.text) > _PARAGRAPH)}
    more = (page.lines[i] for i in behind if i not in pruned and id(_around(page.lines[i])) in mine)
    sizes = (len(line.text) for line in more if not line.dense)
    return sum(size for size in sizes if size > _PARAGRAPH) > _MORE


def _around(line: Line) -> Box | None:
    """What a paragraph stands in, past boxes that are made for it alone."""
    box = line.box.parent
    while box is not None and box.last - box.first == 1:
        box = box.parent
    return box


def repeats(page: Page, i: int) -> bool:
    """It stands three times in a row: a title of pictures. Protocols repeat their lines with others between."""
    text = page.lines[i].text
    return len(text) > 15 and any(
        start >= 0 and [line.text for line in page.lines[start : start + 3]] == [text] * 3
        for start in range(i - 2, i + 1)
    )


def promotes(page: Page, i: int) -> bool:
    """The title of another article alone between two paragraphs: a link, no sentence."""
    line = page.lines[i]
    if line.linked < 0.95 * len(line.text) or line.document or not is_title(line.text):
        return False
    before, after = page.lines[i - 1], page.lines[min(i + 1, len(page.lines) - 1)]
    return _is_paragraph(before) and (_is_paragraph(after) or after.box.tag in HEADINGS)


def _is_paragraph(line: Line) -> bool:
    return not line.dense and len(line.text) > _PARAGRAPH and line.box.tag == "p"


def announces(page: Page, i: int, before: Line, scores: Scores) -> bool:
    """«We recommend», over nothing but boxes of other articles. What follows them has a heading too, or stands
    elsewhere.
    """
    line = page.lines[i]
    if i + 1 not in scores.pruned or line.document:
        return False
    apart = line.box.tag == "div" and (before.box.tag, before.box.names) != ("div", line.box.names)
    if line.box.tag not in HEADINGS and not (
        apart and len(line.text) < _HEADING and line.text[-1] not in ".!?:…"
    ):
        return False
    around = line.box
    while around.last <= i + 1 and around.parent is not None:
        around = around.parent
    behind = next((j for j in range(i + 1, around.last) if j not in scores.pruned), around.last)
    leads = any(page.lines[j].dense and len(page.lines[j].text) > _LINK for j in range(i + 1, behind))
    return leads and (behind == around.last or looks_headed(page.lines[behind]))
