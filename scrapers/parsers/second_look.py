"""Where a selector and structure read different texts: which of them is believed, and how that is told.

A selector that its family guarantees is right nearly always, so it is doubted only where the page gives reason: its box
holds hardly a word, or it holds the title, so that it is wider than the text. Names are doubted too: a page on which
structure finds no text is read once more without them, since «share-content» may be a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scrapers.parsers.generic import Extracted, extract
from scrapers.parsers.generic_words import is_contact, is_stamp

# letters that a selector found, and that structure must have found instead
_LITTLE, _LONG, _TIMES = 60, 200, 5
_SURE = 0.75
_UNSURE = 0.5  # of a text that was found without names
_MOST = 0.8  # of the letters in a wide box: less may be a part of the text
_NAMES = re.compile(r"""\s(?:class|id|role|itemprop)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)""", re.I)
# of text between tags that is neither link nor heading nor data
_PIECES = re.compile(r">([^<>]{60,})<(?!/(?:a|title|h\d|option|script|style|textarea)\b)", re.I)
_SENTENCE = re.compile(r"[.!?…:;»”]\W*$")
_EDGE = 60  # letters of a line at the edge of a wide box


def stands_elsewhere(lines: Sequence[str], structure: Extracted) -> bool:
    """The selector's box holds no more than a line, and structure is sure of a long text."""
    told, shown = _size(lines), _size(structure.body)
    return told < _LITTLE and shown >= max(_LONG, _TIMES * told) and structure.confidence["body"] >= _SURE


def may_stand_elsewhere(lines: Sequence[str], text: str) -> bool:
    """Hardly a word was found on a page that has long pieces of text: then structure is asked too. Without a parse:
    posts of pictures only are common, and structure costs three times what the rest of a page does.
    """
    if _size(lines) >= _LITTLE:
        return False
    heading = max(text.find("<h1"), 0)  # menus stand above it
    return _size(_PIECES.findall(text, heading)) >= _LONG


def within(lines: tuple[str, ...], shown: Sequence[str]) -> tuple[str, ...] | None:
    """The lines of a wide box between the first and the last that structure shows, where those outside of them are
    short and no sentences. None where the two readings contradict each other.
    """
    if not shown or shown[0] not in lines or shown[-1] not in lines:
        return None
    first = lines.index(shown[0])
    last = len(lines) - lines[::-1].index(shown[-1])
    text, edges = lines[first:last], (*lines[:first], *lines[last:])
    if _size(shown) < _MOST * _size(lines) or any(
        len(edge) > _EDGE or _SENTENCE.search(edge) for edge in edges
    ):
        return None
    return text


def read_without_names(read: Extracted, text: str, url: str, now: datetime) -> Extracted:
    """With a long text that structure finds once no box has a name any more; else as it is. Not with one in which dates
    or an address stand alone: teasers and the foot of the page have no names then either.
    """
    if not may_stand_elsewhere((), text):
        return read
    again = extract(_NAMES.sub("", text), url, now)
    if _size(again.body) < _LONG or any(is_stamp(line) or is_contact(line) for line in again.body):
        return read
    origin = f"{again.origins['body']}, names left aside"
    return replace(
        read,
        body=again.body,
        origins={**read.origins, "body": origin},
        confidence={**read.confidence, "body": _UNSURE},
    )


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines))
