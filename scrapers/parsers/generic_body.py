"""Which lines of an unknown page are its text: a box is chosen near the title, then pruned."""

from __future__ import annotations

from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.parsers.generic_breaks import past_lead
from scrapers.parsers.generic_lines import is_button, read_lines
from scrapers.parsers.generic_page import HEADINGS, Box, Line, Page, looks_headed, path_of
from scrapers.parsers.generic_rescue import chrome_with_text, outweighing, stands_above, unparted
from scrapers.parsers.generic_score import Scores
from scrapers.parsers.generic_void import stands_behind_void
from scrapers.parsers.generic_words import is_also, is_end

# boxes that only part a text; the box that holds a text is found above them
_PARTS = HEADINGS | frozenset(
    "p li ul ol dl dt dd blockquote pre figure figcaption center caption tr tbody thead".split()
)
_PROMISE = 60  # letters that a box is worth by its name alone: a post may be one line, or empty
_NEXT = 3  # lines from the title to a text right below it
_SHORT = 400  # letters of a text that may be another matter's
_BELOW, _SENTENCE = 8, 40  # lines below the title in which its own text begins, and letters of that
_LEAST_FAR, _LEAST, _LEAST_NEAR = 30, 8, 2  # what a text must be worth, and right below the title


class Body(NamedTuple):
    """The lines of the text, and how its box was found."""

    lines: tuple[str, ...]
    first: int  # the page's lines from here on were read
    last: int
    origin: str
    confidence: float
    scope: tuple[int, int] | None = None  # the lines of the article, where the page holds several
    others: frozenset[int] = frozenset()  # lines in cards of other articles and in tables


def read_body(page: Page, title: str, title_line: int) -> Body:
    """The text of the page. Empty lines mean: it has none that could be told from its surroundings."""
    scores = Scores(page, title_line, matching_key(title))
    body = _read(page, scores)
    misnamed = chrome_with_text(page, scores, body.lines)
    for box in misnamed:
        box.bad = False
    if misnamed:
        body = _read(page, Scores(page, title_line, matching_key(title)))
    if stands_above(page, title_line, body.lines):
        whole = _read(page, Scores(page, -1, matching_key(title)))
        body = whole if sum(map(len, whole.lines)) > sum(map(len, body.lines)) else body
    return body


def _read(page: Page, scores: Scores) -> Body:
    seed = _seed(page, scores)
    core = _climb(seed, scores) if seed is not None else None
    if seed is None or core is None or (not seed.good and stands_behind_void(scores, seed, core)):
        return Body((), 0, 0, "walk:nothing", 0.3, scores.scope, frozenset(scores.cards | scores.rows.keys()))
    first, last = _zone(core, scores)
    last = _behind_documents(last, core, scores)
    lines = read_lines(page, scores, (first, last), core)
    below = _right_below(page, scores, core, lines)
    if below is not None:
        core, first, last = below, below.first, below.last
        lines = read_lines(page, scores, (first, last), core)
    if len(lines) == 1 and _asks(lines[0]):
        lines = ()
    named = any(box.good for box in path_of(core)[:3])
    size = sum(map(len, lines))
    confidence = 0.9 if named or size > 600 else 0.75 if size > 150 else 0.6
    return Body(
        lines,
        first,
        last,
        f"walk:{core.tag}.{core.names.split(' ')[0]}".rstrip("."),
        confidence,
        scores.scope,
        frozenset(scores.cards | scores.rows.keys()),
    )


def _asks(line: str) -> bool:
    """A label without what it labels, or a question to the reader, is no text."""
    return len(line) < 60 and line[-1] in ":?"


def _least(seed: Box, scores: Scores) -> float:
    """What a box must be worth: the farther from the title, the more likely it is chrome of a page without a text."""
    near = scores.near(seed)
    if 0 < seed.first - scores.title_line <= _NEXT and scores.title_line >= 0:
        return _LEAST_NEAR if near == 1 else _LEAST
    if near < 0.45 or scores.title_line < 0:
        return _LEAST if seed.good else _LEAST_FAR
    return _LEAST if near < 1 else _LEAST_NEAR


def _holder(box: Box) -> Box:
    """The nearest box that holds a text rather than a part of one."""
    while box.tag in _PARTS and box.parent is not None:
        box = box.parent
    return box


def _seed(page: Page, scores: Scores) -> Box | None:
    """The box that is worth most of those that are worth what they must."""
    own: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    closed: set[int] = set()  # boxes in which other articles are listed from here on
    for i, line in enumerate(page.lines):
        if i > scores.title_line and i not in scores.pruned:
            box = _holder(scores.rows[i].parent or line.box) if i in scores.rows else _holder(line.box)
            boxes[id(box)] = box
            if is_also(line.text) or is_end(line.text):
                closed.add(id(box))
            if line.dense and id(box) in closed:
                own.setdefault(id(box), 0.0)
                continue
            lost = scores.values[i] < 0 and not line.dense  # a date or a counter beside it takes nothing away
            own[id(box)] = own.get(id(box), 0.0) + (0.0 if lost else scores.values[i])
    for box in page.boxes:
        promising = box.good or (box.tag == "main" and scores.title_line >= 0)
        if (
            promising
            and box.first > scores.title_line
            and scores.opening(box) not in scores.pruned
            and not _in_bad(box)
        ):
            boxes[id(box)] = box
            own[id(box)] = 1.5 * max(own.get(id(box), 0.0), scores.of(box), 0.0) + _PROMISE
    ranked = {key: own[key] * scores.near(box) * _standing(box) for key, box in boxes.items()}
    best = sorted(ranked, key=lambda key: -ranked[key])
    seed = next((boxes[key] for key in best if ranked[key] >= _least(boxes[key], scores)), None)
    seed = outweighing(page, scores, past_lead(seed, scores) if seed is not None else None)
    return unparted(page, scores, seed) if seed is not None else None


def _right_below(page: Page, scores: Scores, core: Box, found: tuple[str, ...]) -> Box | None:
    """Where a short text is another matter's, under a heading of its own: the box of the sentence that stands right
    below the title and above that heading.
    """
    if scores.title_line < 0 or sum(map(len, found)) > _SHORT or core.good:
        return None
    start = scores.title_line + 1
    first = next(
        (i for i in range(start, min(start + _BELOW, core.first)) if _is_sentence(page.lines[i], i, scores)),
        None,
    )
    if (
        first is None
        or page.lines[first].text in found
        or not any(
            looks_headed(line) and not line.dense and not any(map(str.isdigit, line.text))
            for line in page.lines[first + 1 : core.first]
        )
    ):
        return None
    return _holder(page.lines[first].box)


def _is_sentence(line: Line, i: int, scores: Scores) -> bool:
    ends = len(line.text) > _SENTENCE and line.text[-1] in ".!?…"
    return ends and scores.values[i] > 0 and line.box.tag not in HEADINGS


def _standing(box: Box) -> float:
    """In a <header> stands what leads to a text, and <details> can be closed."""
    tags = {outer.tag for outer in path_of(box)}
    return 0.3 if "details" in tags else 0.5 if "header" in tags else 1.0


def _in_bad(box: Box) -> bool:
    return any(outer.bad for outer in path_of(box))


def _climb(seed: Box, scores: Scores) -> Box:
    """From the box with the most text to the one with all of it, never past what it shares with the title."""
    limit = scores.shared(seed)
    box = seed
    while box is not limit and (parent := box.parent) is not None and parent.tag != "body":
        if parent is limit and limit is not None and scores.title_line >= 0:
            break
        gain = scores.of(parent) - scores.of(box)
        if gain < 0.6 * scores.of(box) and _teasers(box, parent, scores):
            break
        needed = 0.5 * max(scores.of(box), 60.0) if box.good else 0.02 * scores.of(box)
        if gain < -40 or (gain < needed and gain != 0) or (gain == 0 and (box.good or box.tag == "main")):
            break
        box = parent
    return box


def _teasers(box: Box, parent: Box, scores: Scores) -> bool:
    """What the parent adds behind the box is something else: links with a sentence each, or a box of another kind
    that opens with a heading of its own.
    """
    added = [scores.page.lines[i] for i in range(box.last, parent.last) if i not in scores.pruned]
    if not added:
        return False
    links = sum(line.dense and line.box.tag != "dd" for line in added)  # «Галузь: освіта» leads to no article
    if links >= 2 and 4 * links >= len(added):
        return True
    branch = added[0].box
    while branch.parent is not None and branch.parent is not parent and branch is not parent:
        branch = branch.parent
    other = (
        branch.tag not in _PARTS
        and branch is not parent
        and (branch.tag, branch.names) != (box.tag, box.names)
    )
    return other and len(added) > 1 and looks_headed(added[0])


def _zone(core: Box, scores: Scores) -> tuple[int, int]:
    """From behind the title to the end of the text, over boxes beside the core as long as they are text too."""
    first, last = core.first, core.last
    shared = scores.shared(core)
    if shared is None:
        return first, last
    first = max(scores.title_line + 1, shared.first)
    if core is shared:
        return first, last
    # the child of the shared box that holds the core
    branch = core
    while branch.parent is not None and branch.parent is not shared:
        branch = branch.parent
    last = max(last, core.last)
    if branch is core and core.tag != "main":
        last = _beside(core, shared, scores)
    return first, last


def _behind_documents(last: int, core: Box, scores: Scores) -> int:
    """Files that stand right behind the text, in a box of their own beside it."""
    around = core.parent.last if core.parent is not None and core.parent.tag != "body" else last
    lines = scores.page.lines
    while last < around and last not in scores.pruned and lines[last].document and not is_button(lines[last]):
        last += 1
    return last


def _beside(core: Box, shared: Box, scores: Scores) -> int:
    """How far the text goes on beside the core: paragraphs and boxes of the core's own kind."""
    last, lines = core.last, scores.page.lines
    while last < shared.last:
        box = lines[last].box
        while box.parent is not None and box.parent is not shared and box is not shared:
            box = box.parent
        if last in scores.pruned:
            last += 1
            continue
        alike = (
            (box is shared and not core.good)
            or ((not core.good or core.last - core.first == 1) and (box.tag in _PARTS or box.tag == "table"))
            or (box.tag, box.names) == (core.tag, core.names)
        )
        end = box.last if box is not shared else last + 1
        if box is not shared and box.last - box.first > 1 and scores.ranks_as_title(lines[last]):
            break
        if not alike or scores.sums[end] - scores.sums[last] < -30 or is_end(lines[last].text):
            break
        last = max(end, last + 1)
    return last
