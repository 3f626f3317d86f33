"""Where two sequences differ, in a time that no text can make long."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

Range = tuple[int, int]

_MOST = 200_000  # pairs of what is left without the common head and tail; more of it is one difference


def differing(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[Range, Range]]:
    """Ranges of both sides that differ, in their order; all between them is equal."""
    head, tail = equal_ends(before, after)
    was, now = before[head : len(before) - tail], after[head : len(after) - tail]
    if not was and not now:
        return []
    if len(was) * len(now) > _MOST:
        return [((head, head + len(was)), (head, head + len(now)))]
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return [
        ((head + i1, head + i2), (head + j1, head + j2))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def equal_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    """How many are equal at the head, and how many of the rest at the tail."""
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - head
    return head, next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
