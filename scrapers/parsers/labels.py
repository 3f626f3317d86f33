"""Where the labels of a page stand: «Теги:», «Область:», each with the lines that hold its value.

A label is found by its words, not by its markup: at the head of a line, as a line of its own, or glued to what stands
before it («Чернівецька областьГромади:»). Its value is what follows, to the next label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scrapers.marks import Labels
from scrapers.parsers.generic_words import is_stamp
from scrapers.parsers.region_names import split_communities, split_regions
from scrapers.parsers.spots import Range, TextLine, ancestors, is_in

_SHORT, _TAG = 150, 80  # letters of a value in a line below its label
_MOST = 100  # labels of one page
_NEAR = 8  # lines between labels of one block
_SENTENCE = re.compile(r"[.!?…;:]\W*$")
_GLUED = re.compile(r"[^\W_]$|[»”\")\]:.!?…]$")
_BARE_DATE = re.compile(r"(?:\d{1,2}\s+[^\W\d]{3,10}|сьогодні|вчора)\b", re.I)
_WORDY = re.compile(r"\w")
HEADINGS = frozenset({"h1", "h2"})
CLOSING = frozenset({"skip", "related"})


@dataclass(slots=True)
class Label:
    """One label of a page."""

    kind: str
    word: str
    line: int
    start: int
    end: int
    sure: bool  # a colon says that it is one
    value: list[Range] = field(default_factory=list)


@lru_cache(maxsize=64)
def _patterns(labels: Labels) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """At the head of a line; within a line; word in small letters → field."""
    fields = {
        " ".join(word.lower().split()): name for name, words in labels.words().items() for word in words
    }
    longest = sorted((word for words in labels.words().values() for word in words), key=len, reverse=True)
    either = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest) or r"(?!)"
    head = re.compile(rf"^[\W_]*(?P<word>{either})(?!\w)\s*(?P<colon>:)?", re.I)
    return head, re.compile(rf"(?P<word>{either})\s*(?P<colon>:)"), fields


def find_labels(lines: list[TextLine], labels: Labels) -> list[Label]:
    """All labels of a page in its order, each with its value."""
    found: list[Label] = []
    for index, line in enumerate(lines):
        found += _labels_of(index, line, labels)
        if len(found) > _MOST:  # a list of its own, not an article
            return []
    _find_values(lines, found)
    return [label for label in found if _holds(label, found, lines)]


def _labels_of(index: int, line: TextLine, labels: Labels) -> list[Label]:
    head, inner, fields = _patterns(labels)
    found: list[Label] = []

    def add(match: re.Match[str], sure: bool) -> None:
        word = " ".join(match["word"].split())
        found.append(Label(fields[word.lower()], word, index, match.start("word"), match.end(), sure))

    first = head.match(line.raw)
    if first is not None and (first["colon"] or _stands_alone(line, first)):
        add(first, bool(first["colon"]))
    for match in inner.finditer(line.raw, found[0].end if found else 0):
        before = line.raw[: match.start()]
        at_node = line.spot_at(match.start()).start == match.start() and match.start() > 0
        if found or at_node or _GLUED.search(before):
            add(match, True)
    return found


def _stands_alone(line: TextLine, match: re.Match[str]) -> bool:
    """A label without a colon is a line of its own, or a node of its own before links."""
    rest = line.raw[match.end() :]
    if not _WORDY.search(rest):
        return True
    spot = line.spot_at(match.start("word"))
    after = [part for part, text in line.within(match.end(), len(line.raw)) if _WORDY.search(text)]
    return spot.end <= match.end() + 1 and all(part.href is not None for part in after)


def _find_values(lines: list[TextLine], found: list[Label]) -> None:
    for label, following in zip(found, [*found[1:], None], strict=False):
        own = lines[label.line]
        end = following.start if following and following.line == label.line else len(own.raw)
        if _WORDY.search(own.raw, label.end, end):
            label.value.append((label.line, label.end, end))
            if following and following.line == label.line:
                continue
        if label.kind != "related" and not (label.value and label.kind not in ("tags", "files")):
            label.value += _values_below(lines, label, following)


def _values_below(lines: list[TextLine], label: Label, following: Label | None) -> list[Range]:
    """The lines below a label that can be its value."""
    found: list[Range] = []
    box = _beside(lines[label.line], label)
    last = following.line if following else len(lines) - 1
    for index in range(label.line + 1, last + 1):
        line = lines[index]
        end = following.start if following and index == following.line else len(line.raw)
        if not _WORDY.search(line.raw, 0, end):
            break
        beside = box is not None and (
            is_in(line.spots[0].node, box) or line.spots[0].node.mem_id == box.mem_id
        )
        first = not label.value and not found
        if not (_fits(label, line, end, beside=beside, first=first) or _between(label, line, end, following)):
            break
        found.append((index, 0, end))
    return found


def _fits(label: Label, line: TextLine, end: int, *, beside: bool, first: bool) -> bool:
    """Can the line be a value, or go on with one? `beside`: it stands right behind the label in the page's tree."""
    text = line.raw[:end].strip()
    if any(above.tag in HEADINGS for above in ancestors(line.spots[0].node)) or is_date(text):
        return False
    short = len(text) <= _SHORT and not (len(text) > 40 and _SENTENCE.search(text))
    match label.kind:
        case "region":
            return split_regions(text)[1] or (beside and first and label.sure and short)
        case "community":
            return (split_communities(text)[1] and short) or (beside and first and label.sure and short)
        case "tags":
            listed = line.linked and len(text) <= 2 * _SHORT
            return listed or (beside and short and len(text) <= _TAG + _SHORT * bool(first))
        case "files" | "skip":
            return line.linked or (beside and label.kind == "skip" and len(text) <= 25)
        case _:
            return beside and first and short


def _between(label: Label, line: TextLine, end: int, following: Label | None) -> bool:
    """Tags may have a line each, of which only the first stands right behind their label: the next label ends them."""
    text = line.raw[:end].strip()
    return (
        label.kind == "tags"
        and following is not None
        and following.line - label.line <= _NEAR
        and len(text) <= _TAG
        and _SENTENCE.search(text) is None
    )


def is_date(text: str) -> bool:
    """A line that says little else: «29.11.2019 - 12:48 | Переглядів: 10087», «7 листопада, 16:55»."""
    return is_stamp(text) or (len(text) <= 25 and _BARE_DATE.match(text) is not None)


def _beside(line: TextLine, label: Label) -> LexborNode | None:
    """What stands right behind the label in the tree: an element, or a piece of text; None if it is empty."""
    top = line.spot_at(label.start).node
    own = len(_letters(line.raw))
    for above in ancestors(top):
        if len(_letters(above.text(deep=True))) > own:
            break
        top = above
    node = top.next
    while node is not None and (
        node.tag in ("br", "-comment", "hr")
        or (node.tag == "-text" and not (node.text_content or "").strip())
    ):
        node = node.next
    if node is None or (node.tag != "-text" and not node.text(deep=True).strip()):
        return None
    return node


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _holds(label: Label, found: list[Label], lines: list[TextLine]) -> bool:
    """Whether it is a label at all. One of several near each other is; a lone one must have a value of its kind."""
    if label.kind in CLOSING:
        return True
    told = "\n".join(lines[index].raw[start:end] for index, start, end in label.value)
    near = {
        other.kind for other in found if other.kind not in CLOSING and abs(other.line - label.line) <= _NEAR
    } | {label.kind}
    if len(near) > 1 and (label.sure or not label.value):
        return True
    closed = any(other.kind in CLOSING and 0 < other.line - label.line <= _NEAR for other in found)
    if len(near) > 2 or (closed and len(told) <= 2 * _SHORT):
        return True
    match label.kind:
        case "region":
            return split_regions(told)[1]
        case "community":
            return split_communities(told)[1]
        case "category" | "attribution" | "photo_credit":
            return label.sure and len(told) <= 2 * _SHORT
        case _:
            return bool(told) or label.sure
