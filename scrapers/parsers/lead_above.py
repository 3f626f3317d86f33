"""A lead in a box of its own, above the box that an editor fills: it is the first of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line, matching_key
from scrapers.parsers.generic_words import is_byline, is_junk, is_stamp
from scrapers.parsers.teasers import Surroundings

_LEVELS = 6  # boxes around the text
_LEAST, _MOST = 60, 900  # letters
_OPENING = 40  # letters by which a lead is known again in the text
_KINDS = frozenset("p div section strong b".split())
_SENTENCE = re.compile(r"(?:[.!?…][»”\")]?|:)$")
_OTHER = "form, nav, ul, ol, table, figure, h1, h2, h3, h4, time, iframe"
_NEVER = re.compile(
    r"(?<![a-z])(?:captions?|credits?|share|social|meta|tags?|crumbs?|breadcrumbs?|related|author|comments?|cookies?|banner"
    r"|alert|notice|search|menu|nav|sr-only|subscribe|adv?|ads)(?![a-z])"
)


def leads_above(body: LexborNode, around: Surroundings, text: Sequence[str]) -> tuple[str, ...]:
    """Sentences between the title and the box of the text, outside of chrome; none where the title stands elsewhere."""
    known = matching_key(" ".join(text))
    found = list[str]()
    for box in _before(body, around):
        if box is None:
            return tuple(line for line in reversed(found) if matching_key(line)[:_OPENING] not in known)
        line = clean_line(box.text(deep=True, separator=" "))
        if _is_lead(box, line):
            found.append(line)
    return ()


def _before(body: LexborNode, around: Surroundings) -> Iterator[LexborNode | None]:
    """What stands before the text, the nearest first; None when the title is met."""
    box: LexborNode | None = body
    for _ in range(_LEVELS):
        if box is None or box.tag in ("body", "html") or around.holds_title(box):
            return
        other = box.prev
        while other is not None:
            if around.holds_title(other):
                yield None
                return
            if not (other.tag or "-").startswith("-"):
                yield other
            other = other.prev
        box = box.parent


def _is_lead(box: LexborNode, line: str) -> bool:
    if box.tag not in _KINDS or not _LEAST <= len(line) <= _MOST or _SENTENCE.search(line) is None:
        return False
    names = f"{box.attributes.get('class') or ''} {box.attributes.get('id') or ''}".lower()
    if _NEVER.search(names) or box.css_first(_OTHER) is not None:
        return False
    linked = sum(len(clean_line(link.text(deep=True))) for link in box.css("a"))
    return 2 * linked < len(line) and not (is_stamp(line) or is_byline(line) or is_junk(line))
