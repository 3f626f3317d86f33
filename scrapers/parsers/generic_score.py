"""What every line and box of an unknown page is worth as its text."""

from __future__ import annotations

import re
from itertools import accumulate

from scrapers.parsers.generic_captions import read_captions
from scrapers.parsers.generic_cards import read_cards
from scrapers.parsers.generic_chrome import chrome_lines
from scrapers.parsers.generic_page import HEADINGS, Box, Line, Page, looks_headed, path_of
from scrapers.parsers.generic_rows import read_facts, read_rows, row_worths
from scrapers.parsers.generic_scope import article_lines
from scrapers.parsers.generic_words import (
    is_also,
    is_byline,
    is_contact,
    is_credit,
    is_end,
    is_junk,
    is_label,
    is_stamp,
    line_key,
)

_TEXT_NAMES = re.compile(r"(?<![a-z])(?:content|text|body|article)(?![a-z])")
SIGNS = re.compile(r"(?<![a-z])(?:by|byline|author\w*|avtor|date|time|posted|published|info)(?![a-z])")
_DOCUMENT = 30.0  # letters that a link to a document is worth: a post may be nothing else
_BYLINES = 3  # lines below the title that may be one
_PARAGRAPH = 80  # letters
_LATER = 0.75  # what it loses for another text between them
_FAR = 0.65  # what a box loses for every step between it and what it shares with the title


class Scores:
    """Sums over the lines of a page, so that a box of any size is judged at once."""

    def __init__(self, page: Page, title_line: int, title_key: str) -> None:
        self.page, self.title_line, self.title_key = page, title_line, title_key
        chrome = chrome_lines(page, title_line)
        chrome -= read_captions(page, title_line, chrome)
        self.chrome = chrome
        self.cards = read_cards(page, title_line, chrome)
        self.pruned = chrome | self.cards | read_facts(page)
        self.rows = read_rows(page)
        self.scope = article_lines(page, title_line)
        if self.scope is not None:
            self.pruned |= {i for i in range(len(page.lines)) if not self.scope[0] <= i < self.scope[1]}
        self.bylines = _bylines(page, title_line)
        told = row_worths(page, self.rows)
        values = [
            0.0
            if i <= title_line or i in self.pruned
            else told[i]
            if i in told
            else -15.0
            if i in self.bylines
            else worth(line, title_key)
            for i, line in enumerate(page.lines)
        ]
        self.sums = [0.0, *accumulate(values)]
        self.told = [0.0, *accumulate(max(value, 0.0) for value in values)]
        self.values = values
        self.long = [  # paragraphs, whether or not they are taken for chrome
            i
            for i, line in enumerate(page.lines)
            if i > title_line and len(line.text) > _PARAGRAPH and not line.dense
        ]
        self.links = [0, *accumulate(line.dense and len(line.text) > 15 for line in page.lines)]
        self.path = path_of(page.lines[title_line].box) if title_line >= 0 else []
        self.levels = _levels(self.path)
        self.named = min((box.first for box in page.boxes if box.good and box.first > title_line), default=0)

    def of(self, box: Box) -> float:
        return self.sums[box.last] - self.sums[box.first]

    def says(self, box: Box) -> float:
        """Its text, whatever chrome stands in it too."""
        return self.told[box.last] - self.told[box.first]

    def opening(self, box: Box) -> int:
        """The line that it begins with, behind boxes of other articles within it; its first if it has no other."""
        return next((i for i in range(box.first, box.last) if i not in self.pruned), box.first)

    def shared(self, box: Box) -> Box | None:
        """The smallest box that holds the title too; None where no title stands in the page."""
        if not self.path:
            return None
        at: Box | None = box
        while at is not None and id(at) not in self.levels:
            at = at.parent
        return at

    def ranks_as_title(self, line: Line) -> bool:
        """A heading of the title's own rank, or a higher one: another matter begins."""
        if self.title_line < 0 or line.box.tag not in HEADINGS:
            return False
        title = self.page.lines[self.title_line].box.tag
        return title in HEADINGS and line.box.tag <= title

    def near(self, box: Box) -> float:
        shared = self.shared(box)
        if shared is None:
            return 1.0
        steps = self.levels[id(shared)]
        return (
            float(_FAR ** max(0, steps - 1))
            * (0.3 if self._another(box) else 1.0)
            * max(0.3, 0.9 ** self._links_before(box))
            * (0.12 if self._headed(shared, box) else 1.0)
            * (_LATER if self.told[box.first] - self.told[self.title_line + 1] > 15 else 1.0)
        )

    def _another(self, box: Box) -> bool:
        """A heading that is a link stands between: the box belongs to another article."""
        between = self.page.lines[self.title_line + 1 : box.first]
        return any(line.dense and line.box.tag in HEADINGS and len(line.text) > 25 for line in between[-6:])

    def _links_before(self, box: Box) -> int:
        """Links that part the title from the box: behind a list of other articles the text is seldom."""
        return self.links[max(box.first, self.title_line + 1)] - self.links[self.title_line + 1]

    def titled(self, box: Box) -> bool:
        """A heading like the page's own stands over it, or one that is a link: another article."""
        shared = self.shared(box)
        if shared is None:
            return False
        branch = self._branch(shared, box)
        inside = branch.first <= self.title_line
        return self._another(box) or (
            not inside and self.ranks_as_title(self.page.lines[self.opening(branch)])
        )

    @staticmethod
    def _branch(shared: Box, box: Box) -> Box:
        """The part of what it shares with the title in which it stands."""
        branch = box
        while branch.parent is not None and branch.parent is not shared and box is not shared:
            branch = branch.parent
        return branch

    def _headed(self, shared: Box, box: Box) -> bool:
        """Behind a text there is a box with a heading of its own: «Важливо», «Обговорення (4)»."""
        branch = self._branch(shared, box)
        if branch is shared or branch.first >= branch.last or branch.first <= self.title_line:
            return False
        head = self.page.lines[self.opening(branch)]
        if self.ranks_as_title(head):
            return self.told[branch.first] - self.told[self.title_line + 1] > 15
        if _TEXT_NAMES.search(branch.names):
            return False
        if _kind(branch) and any(_kind(mine) == _kind(branch) for mine in self.path if mine.parent is shared):
            return False  # a part of the same kind as the one with the title
        told = self.told[branch.first] - self.told[self.title_line + 1]
        if head.box.tag not in HEADINGS:  # written like one, over more than itself
            # «Оксана Левко», beside the first box of a text
            named = box.good and box.first > branch.first and branch.first <= self.named
            return told > 15 and looks_headed(head) and branch.last - branch.first > 2 and not named
        return told > 15 and len(head.text) < 80


def _levels(path: list[Box]) -> dict[int, int]:
    """How far each of the boxes around a title is from it; one that only wraps another is no farther, nor is one in
    the <header> that holds the title: the text stands behind it.
    """
    found, level = {}, -1
    heads = [place for place, box in enumerate(path) if box.tag == "header"]
    for place, (inner, box) in enumerate(zip((None, *path), path, strict=False)):
        within = heads and place <= heads[-1]
        level += inner is None or (not within and (inner.first, inner.last) != (box.first, box.last))
        found[id(box)] = level
    return found


def _kind(box: Box) -> str:
    """The first of its class names."""
    return box.names.split(" ")[0]


def worth(line: Line, title_key: str) -> float:
    """What a line says for being the text, in letters; chrome and lists of links say it is not."""
    text, size = line.text, len(line.text)
    if line.dense:
        return -12.0 - min(size, 60) / 6
    if size < 300 and (is_junk(text) or is_also(text) or is_end(text) or is_stamp(text) or is_label(text)):
        return -15.0
    if is_credit(text):
        return 0.0
    if size < 160 and is_contact(text):
        return -3.0
    if line.box.tag in HEADINGS:
        return 2.0 if size < 80 else 0.5 * min(size, 300)
    value = min(size, 700) - 2.0 * line.linked + (_DOCUMENT if line.document else 0.0)
    if size < 30 and not line.document and text[-1] not in ".!?…:;»”\"'":
        return value * 0.3 - 3
    if 0.7 * len(title_key) - 5 < size < min(200, 1.5 * len(title_key) + 10) and line_key(text) == title_key:
        return 0.0
    return value


def _is_stamped(page: Page, i: int) -> bool:
    return i < len(page.lines) and is_stamp(page.lines[i].text)


def _bylines(page: Page, title_line: int) -> set[int]:
    """Lines right below the title that are no text. They stand apart from paragraphs: an editor begins otherwise."""
    found: set[int] = set()
    for i in range(title_line + 1, min(title_line + 1 + _BYLINES, len(page.lines)) if title_line >= 0 else 0):
        line = page.lines[i]
        signs = line.box.tag == "p" and SIGNS.search(line.box.names) and is_byline(line.text)
        if line.document or (line.box.tag in ("p", "li") and not signs):
            break
        if is_byline(line.text) or (
            len(line.text) < 40 and line.text[-1] == ":" and _is_stamped(page, i + 1)
        ):
            found.add(i)
        elif not (line.dense or is_stamp(line.text) or len(line.text) < 25):
            break
    return found
