"""Which sentence of a text became which: paragraphs may be parted, joined or moved on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from warehouse.opcodes import differing
from warehouse.wording import Sentence

Paragraph = list[Sentence]

_ALIKE = 0.4  # share of words that two sentences have in common to be one that was edited
_NEARLY = 0.8
_MOST = (
    4_000  # pairs of one place that are weighed; where there are more, sentences are paired in their order
)


@dataclass(slots=True)
class Aligned:
    pairs: list[tuple[Sentence, Sentence]] = field(default_factory=list)  # alike, and different
    # as many paragraphs as before in one place, with other words
    rewritten: list[tuple[Paragraph, Paragraph]] = field(default_factory=list)
    removed: list[Paragraph] = field(default_factory=list)
    added: list[Paragraph] = field(default_factory=list)
    # sentences of paragraphs that stayed
    left_out: list[Sentence] = field(default_factory=list)
    put_in: list[Sentence] = field(default_factory=list)
    moved: list[Sentence] = field(default_factory=list)


def align(before: Sequence[Sentence], after: Sequence[Sentence]) -> Aligned:
    told = Aligned()
    removed: list[list[Sentence]] = []
    added: list[list[Sentence]] = []
    for old, new in differing([each.keys for each in before], [each.keys for each in after]):
        was, now = before[slice(*old)], after[slice(*new)]
        if _joined(was) == _joined(now):
            continue
        if (one := _parted_otherwise(was, now)) is not None:
            told.pairs.append(one)
            continue
        pairs = _best(was, now)
        told.pairs += [(was[i], now[j]) for i, j in pairs if was[i].keys != now[j].keys]
        with_partner = {i for i, _ in pairs}, {j for _, j in pairs}
        removed.append([each for i, each in enumerate(was) if i not in with_partner[0]])
        added.append([each for j, each in enumerate(now) if j not in with_partner[1]])
    told.moved = _take_moved(removed, added)
    sizes = _sizes(before), _sizes(after)
    lost, found = _sizes(chain.from_iterable(removed)), _sizes(chain.from_iterable(added))
    for gone, come in zip(removed, added, strict=True):
        taken, some = _paragraphs(gone, {n for n in lost if lost[n] == sizes[0][n]})
        given, more = _paragraphs(come, {n for n in found if found[n] == sizes[1][n]})
        told.left_out += some
        told.put_in += more
        if len(taken) == len(given):
            told.rewritten += zip(taken, given, strict=True)
        else:
            told.removed += taken
            told.added += given
    return told


def _sizes(sentences: Iterable[Sentence]) -> Counter[int]:
    """Paragraph → how many sentences of it these are."""
    return Counter(each.paragraph for each in sentences)


def _paragraphs(side: Sequence[Sentence], whole: set[int]) -> tuple[list[Paragraph], list[Sentence]]:
    """Whole paragraphs, and sentences of others."""
    found: dict[int, Paragraph] = {}
    for sentence in side:
        if sentence.paragraph in whole:
            found.setdefault(sentence.paragraph, []).append(sentence)
    return list(found.values()), [each for each in side if each.paragraph not in whole]


def _joined(side: Sequence[Sentence]) -> list[str]:
    return [key for sentence in side for key in sentence.keys]


def _parted_otherwise(was: Sequence[Sentence], now: Sequence[Sentence]) -> tuple[Sentence, Sentence] | None:
    """The sentences of one paragraph as one, where only a full stop between them came or went, or little more."""
    if len(was) == len(now) or any(len(_sizes(side)) != 1 for side in (was, now)):
        return None
    before, after = (
        Sentence(side[0].paragraph, side[0].line, tuple(chain.from_iterable(each.tokens for each in side)))
        for side in (was, now)
    )
    return (before, after) if _share(before.keys, after.keys) >= _NEARLY else None


def _take_moved(removed: list[list[Sentence]], added: list[list[Sentence]]) -> list[Sentence]:
    """What stands elsewhere now was neither taken away nor added."""
    there = {each.keys for side in added for each in side}
    moved = [each for side in removed for each in side if each.keys in there]
    keys = {each.keys for each in moved}
    for side in (*removed, *added):
        side[:] = [each for each in side if each.keys not in keys]
    return moved


def _best(was: Sequence[Sentence], now: Sequence[Sentence]) -> list[tuple[int, int]]:
    if len(was) * len(now) > _MOST:
        return [(i, i) for i in range(min(len(was), len(now))) if likeness(was[i], now[i]) >= _ALIKE]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    alike = [[likeness(a, b) for b in now] for a in was]
    for i in range(len(was) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    pairs: list[tuple[int, int]] = []
    while i < len(was) and j < len(now):
        if alike[i][j] >= _ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def likeness(a: Sentence, b: Sentence) -> float:
    """Share of the words that two sentences have in common. Of two quotations what stands around them counts."""
    ratio = _share(a.keys, b.keys)
    if ratio >= _ALIKE or not (any(t.quote for t in a.tokens) and any(t.quote for t in b.tokens)):
        return ratio
    around = [tuple(token.key for token in each.tokens if token.quote is None) for each in (a, b)]
    if not all(around):  # both are quotations and nothing else
        return _ALIKE if not any(around) else ratio
    return max(ratio, _share(around[0], around[1]) * 0.9)


def _share(a: Sequence[str], b: Sequence[str]) -> float:
    common = (Counter(a) & Counter(b)).total()
    return 2 * common / max(len(a) + len(b), 1)
