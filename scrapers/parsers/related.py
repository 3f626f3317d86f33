"""How far a block of other articles goes behind its label, and what of a picture's box is its caption."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from scrapers.fragment import BLOCKS
from scrapers.html import Page
from scrapers.parsers.labels import HEADINGS, Label, is_date
from scrapers.parsers.spots import MEDIA, Range, TextLine, ancestors, is_in

_LONG = 300  # letters of text behind the last link: the article goes on
_PICTURE = 400  # letters that a picture's box may hold
_PICTURES = 50  # that are looked at
_CAPTION = 250
_ENDED = re.compile(r"[.!?…]\W*$")
_RIGHT_ABOVE = frozenset({"h1", "h2", "h3", "a"})


def related_ranges(lines: list[TextLine], label: Label) -> list[Range]:
    """What follows «Читайте також» in its box: to the end, or to where the article goes on without links and dates."""
    box = _box_of(lines, label)
    if box is None:
        return []
    found: list[int] = []
    for index in range(label.line + 1, len(lines)):
        node = lines[index].spots[0].node
        if not is_in(node, box) or any(above.tag == "h1" for above in ancestors(node)):
            break
        found.append(index)
    own = (label.line, label.end, len(lines[label.line].raw))
    marks = [i for i in found if lines[i].linked or is_date(lines[i].text)]
    dated = any(is_date(lines[i].text) for i in marks)
    last = marks[-1] if marks else label.line
    rest = sum(len(lines[i].text) for i in found if i > last and not _is_heading(lines[i]))
    if not dated and rest >= _LONG:
        found = [i for i in found if i <= last]
    return [own, *((i, 0, len(lines[i].raw)) for i in found)]


def _box_of(lines: list[TextLine], label: Label) -> LexborNode | None:
    """The smallest box that holds the label and something behind it."""
    line = lines[label.line]
    after = lines[label.line + 1].spots[0].node if label.line + 1 < len(lines) else None
    if re.search(r"\w", line.raw[label.end :]) or after is None:
        return None if after is None else next(ancestors(line.spots[-1].node), None)
    return next((box for box in ancestors(line.spots[0].node) if is_in(after, box)), None)


def _is_heading(line: TextLine) -> bool:
    return any(above.tag in HEADINGS for above in ancestors(line.spots[0].node))


def caption_ranges(lines: list[TextLine], label: Label) -> list[Range]:
    """What else is said in the box of a picture whose credit was found, or right above the credit below a picture."""
    line = lines[label.line]
    before = line.raw[: label.start]
    own = [(label.line, 0, label.start)] if before.strip() and not _ENDED.search(before) else []
    for box in ancestors(line.spots[0].node):
        if box.css_first(MEDIA) is None:
            continue
        if len(" ".join(box.text(deep=True).split())) > _PICTURE or box.css_first("h1") is not None:
            break
        inside = [i for i, other in enumerate(lines) if is_in(other.spots[0].node, box) and i != label.line]
        return own + [(i, 0, len(lines[i].raw)) for i in inside]
    block = next((box for box in ancestors(line.spots[0].node) if box.tag in BLOCKS), None)
    beside = [
        i
        for i, other in enumerate(lines)
        if i != label.line and block is not None and is_in(other.spots[0].node, block)
    ]
    if beside and all(len(lines[i].text) <= _CAPTION and not _ENDED.search(lines[i].text) for i in beside):
        return own + [(i, 0, len(lines[i].raw)) for i in beside]
    above = label.line - 1
    if own or above < 0 or not _is_caption(lines[above]):
        return own
    return [(above, 0, len(lines[above].raw))]


def captions(page: Page, lines: list[TextLine]) -> list[Range]:
    """Captions of pictures that nobody is named for: the little that a box says beside its picture, no sentence."""
    found: list[Range] = []
    for picture in page.css(MEDIA)[:_PICTURES]:
        box = next((above for above in ancestors(picture) if above.text(deep=True).strip()), None)
        if box is None or box.css_first("h1, h2, h3, h4, a") is not None:
            continue
        said = " ".join(box.text(deep=True).split())
        if len(said) <= _CAPTION and not _ENDED.search(said):
            found += [(i, 0, len(line.raw)) for i, line in enumerate(lines) if is_in(line.spots[0].node, box)]
    return found


def _is_caption(line: TextLine) -> bool:
    """A line without a full stop that stands below a picture."""
    if len(line.text) > _CAPTION or _ENDED.search(line.text):
        return False
    top = line.spots[0].node
    for above in ancestors(top):
        if above.tag in _RIGHT_ABOVE:
            return False
        if " ".join(above.text(deep=True).split()) != " ".join(line.raw.split()):
            break
        top = above
    node = top.prev
    while node is not None and (node.tag in ("br", "-comment") or not (node.html or "").strip()):
        node = node.prev
    if node is None or node.tag == "-text":
        return False
    return node.tag in ("img", "amp-img", "picture", "video") or (
        node.css_first(MEDIA) is not None and not node.text(deep=True).strip()
    )
