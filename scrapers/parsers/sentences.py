"""Links within sentences of a text: they lead to what the text speaks of, and are no titles of other articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.fragment import BLOCKS, CELLS
from scrapers.parsers.generic_words import is_also, is_stamp

_EDGES = BLOCKS | CELLS | {"br", "body", "html"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_LABELS = ":»|/→›>"
_WORDS = 3  # before a link: fewer may name a rubric or who wrote
_GOES_ON = re.compile(r"\s*(?:,\s|[:;]?\s+[а-яіїєґa-z]|[.]\s+[А-ЯІЇЄҐ«A-Z])")


def in_sentence(link: LexborNode) -> bool:
    """Words stand before it in its line that end neither a sentence nor a label and tell no date; or its own
    sentence goes on behind it.
    """
    before = _beside(link, lambda node: node.prev, -1)
    if before and before[-1] not in ".…!?":
        words = len(_WORD.findall(before)) >= _WORDS
        return words and before[-1] not in _LABELS and not is_stamp(before) and not is_also(before)
    return _GOES_ON.match(_beside(link, lambda node: node.next, 1, raw=True)) is not None


def _beside(
    link: LexborNode, step: Callable[[LexborNode], LexborNode | None], way: int, *, raw: bool = False
) -> str:
    """What stands in its line on one side of it."""
    told = "".join(list(_pieces(link, step))[::way])
    return told if raw else clean_line(told)


def _pieces(link: LexborNode, step: Callable[[LexborNode], LexborNode | None]) -> Iterator[str]:
    node: LexborNode | None = link
    while node is not None and node.tag not in _EDGES:
        beside = step(node)
        while beside is not None:
            if beside.tag in _EDGES:
                return
            yield (beside.text_content or "") if beside.tag == "-text" else beside.text(deep=True)
            beside = step(beside)
        node = node.parent
