"""What an edit changed, with what was and what is as evidence: two wordings become a list of changes, and their kinds.

Kinds say where something differs (PLACES) and what it is (NATURES). Two wordings between which only typography,
counters, share lines or time stamps differ have no changes at all, and make no version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from warehouse.align import align, likeness
from warehouse.opcodes import equal_ends
from warehouse.spans import changed_spans
from warehouse.wording import Sentence, Wording, read_tokens, same_letters, sentences

# where: the field that differs; `parts` where only items of a digest or pages of a document do
Place = Literal["title", "lead", "body", "published", "parts"]
# what: in title, lead and body; `wording` is the rest of what a body's paragraphs say otherwise
Nature = Literal["number", "date", "name", "quote", "paragraph_added", "paragraph_removed", "wording"]
PLACES: tuple[Place, ...] = get_args(Place)
NATURES: tuple[Nature, ...] = get_args(Nature)
KINDS: tuple[str, ...] = (*PLACES, *NATURES)

_KYIV = ZoneInfo("Europe/Kyiv")
_LONGEST = 1_000  # letters of evidence
_SAME_LINE = 0.5  # share of words that a title keeps where a number or a name of it is mended


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` or `after` is empty where something was added or taken away."""

    place: Place
    kind: str  # a nature, or the place itself
    before: str
    after: str


def classify(before: Wording, after: Wording) -> list[Change]:
    """All that differs in meaning, in the order of PLACES; empty if nothing does."""
    found = [*_line("title", before.title, after.title)]
    moved = _moved_into_text(before, after)
    if not moved:
        found += _line("lead", before.lead or "", after.lead or "")
        found += _body(before.body, after.body)
    if before.published != after.published:
        found.append(Change("published", "published", _when(before.published), _when(after.published)))
    if not found:
        found += _parts(before.parts, after.parts)
    return [Change(each.place, each.kind, _cut(each.before), _cut(each.after)) for each in found]


def kinds_of(changes: Iterable[Change]) -> list[str]:
    """The kinds of a version, each once: places first."""
    said = {kind for change in changes for kind in (change.place, change.kind)}
    return [kind for kind in KINDS if kind in said]


def _line(place: Place, before: str, after: str) -> Iterator[Change]:
    """A field of one line, told whole, and the numbers, dates, names and quotes in one that was mended."""
    if before == after:
        return
    was, now = _one(before), _one(after)
    if was.keys == now.keys:
        return
    yield Change(place, place, before, after)
    if likeness(was, now) < _SAME_LINE:
        return
    for span in changed_spans(was, now):
        if span.nature != "wording":
            yield Change(place, span.nature, span.before, span.after)


def _one(text: str) -> Sentence:
    """A title or a lead as one sentence; what a site adds to it left out."""
    lines = " ".join(dict.fromkeys(each.line for each in sentences(text)))
    return Sentence(0, lines, read_tokens(lines))


def _moved_into_text(before: Wording, after: Wording) -> bool:
    """The same words, though others of them stand in the lead."""
    return before.lead != after.lead and _keys(before) == _keys(after)


def _keys(wording: Wording) -> list[str]:
    text = "\n".join(filter(None, (wording.lead, wording.body)))
    return [key for sentence in sentences(text) for key in sentence.keys]


def _body(before: str, after: str) -> Iterator[Change]:
    if same_letters(before, after):
        return
    old, new = _without_equal_ends(before.split("\n"), after.split("\n"))
    told = align(sentences(old), sentences(new))
    for was, now in told.pairs:
        for span in changed_spans(was, now):
            yield Change("body", span.nature, span.before, span.after)
    for gone, come in told.rewritten:
        kind = "quote" if _is_quote(gone) and _is_quote(come) else "wording"
        yield Change("body", kind, _text(gone), _text(come))
    for gone in told.removed:
        yield Change("body", "paragraph_removed", _text(gone), "")
    for come in told.added:
        yield Change("body", "paragraph_added", "", _text(come))
    for sentence in told.left_out:
        yield Change("body", "quote" if _is_quote([sentence]) else "wording", sentence.text, "")
    for sentence in told.put_in:
        yield Change("body", "quote" if _is_quote([sentence]) else "wording", "", sentence.text)
    for sentence in told.moved[:1]:
        yield Change("body", "wording", sentence.text, sentence.text)


def _without_equal_ends(before: list[str], after: list[str]) -> tuple[str, str]:
    """The paragraphs between those that are the same to the letter at both ends: most of a text is."""
    head, tail = equal_ends(before, after)
    return "\n".join(before[head : len(before) - tail]), "\n".join(after[head : len(after) - tail])


def _text(paragraph: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in paragraph)


def _is_quote(paragraph: Sequence[Sentence]) -> bool:
    """Whether most of it stands in quotes."""
    tokens = [token for sentence in paragraph for token in sentence.tokens]
    return sum(token.quote is not None for token in tokens) * 2 > len(tokens)


def _parts(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    was, now = (
        [[key for each in sentences(part) for key in each.keys] for part in parts]
        for parts in (before, after)
    )
    if was == now:
        return
    said = "\n".join(part for part, keys in zip(before, was, strict=True) if keys not in now)
    says = "\n".join(part for part, keys in zip(after, now, strict=True) if keys not in was)
    yield Change("parts", "parts", said, says)


def _when(at: datetime | None) -> str:
    return f"{at.astimezone(_KYIV):%Y-%m-%d %H:%M}" if at is not None else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
