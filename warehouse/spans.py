"""Where two sentences differ, and what each difference is: a number, a date, a name, a quote, or wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from warehouse.opcodes import Range, differing
from warehouse.wording import Sentence, Token

Nature = Literal["number", "date", "name", "quote", "wording"]

_OTHER_QUOTE = 0.3  # share of a quotation's words that may differ before it is another quotation
_NUMERAL = re.compile(
    r"(?:од(?:ин|на|не|ного|ній|ну)|дв(?:а|і|ох|ом|ома)|тр(?:и|ьох|ьом)|чотир\w*|п.ят(?:ь|и|ьох|ьма)|ш[іе]ст(?:ь|и|ьох|ьма)|с[іе]м(?:|и|ох)"
    r"|вос(?:ьми|ьмох)|вісім|дев.ят(?:ь|и|ьох)|десят(?:ь|и|ьох)|\w+надцят\w*|двадцят\w*|тридцят\w*|сорок\w?|\w+десят\w*|дев.яност\w"
    r"|ст[оа]|двісті|тр[иь]\w*ста|\w+сот|тисяч\w*|тис|мільйон\w*|млн|мільярд\w*|млрд|половин\w+|третин\w+|чверт\w+)",
    re.I,
)
# how surnames end, for a word that begins its sentence
_SURNAME = re.compile(
    r".{2,}(?:енк(?:о|а|у|ом)|(?:ч|щ|ю|я|а)ук\w{0,2}|юк\w{0,2}|[сц]ьк(?:ий|а|ого|ому|ої|им|ій)|ович\w{0,2}|[іе]вич\w{0,2}|ишин\w?|ець|о[вк]а?|[єї]в)"
)


@dataclass(frozen=True, slots=True)
class Span:
    nature: Nature
    before: str
    after: str


def changed_spans(before: Sentence, after: Sentence) -> Iterator[Span]:
    """Each difference once, a number before a name before a word where one place holds several."""
    pair = _Pair(before, after)
    quoted: dict[tuple[Range, Range], list[tuple[Range, Range]]] = {}
    for old, new in differing(before.keys, after.keys):
        if (within := pair.quotes_around(old, new)) is not None:
            quoted.setdefault(within, []).append((old, new))
        else:
            yield from pair.tell(old, new)
    for (was, now), ranges in quoted.items():
        if pair.is_other_quote(was, now, ranges):
            yield Span("quote", before.line[slice(*was)], after.line[slice(*now)])
        else:
            for old, new in ranges:
                yield from pair.tell(old, new, quoted=True)


class _Pair:
    """Two sentences; ranges are of their tokens."""

    def __init__(self, before: Sentence, after: Sentence) -> None:
        self.before, self.after = before, after
        self.a, self.b = before.tokens, after.tokens

    def quotes_around(self, old: Range, new: Range) -> tuple[Range, Range] | None:
        """The quotations, by their letters, that both sides of a difference lie in."""
        was, now = _quote_of(self.a, old), _quote_of(self.b, new)
        return (was, now) if was is not None and now is not None else None

    def is_other_quote(self, was: Range, now: Range, ranges: list[tuple[Range, Range]]) -> bool:
        if len(ranges) > 2:
            return True
        size = max(_count(self.a, was), _count(self.b, now))
        changed = sum(max(old[1] - old[0], new[1] - new[0]) for old, new in ranges)
        return changed > _OTHER_QUOTE * size

    def tell(self, old: Range, new: Range, *, quoted: bool = False) -> Iterator[Span]:
        a, b = self.a[slice(*old)], self.b[slice(*new)]
        if not quoted and (_whole_quote(a) or _whole_quote(b)):
            yield self._span("quote", old, new)
            return
        natures: list[Nature] = []
        if any(token.date for token in (*a, *b)):
            natures.append("date")
        if _numbers(a) != _numbers(b):
            natures.append("number")
        if _names(a) != _names(b) and not _same_but_case(a, b):
            natures.append("name")
        if not natures:
            natures.append("quote" if quoted else "wording")
        for nature in natures:
            yield self._span(nature, old, new)

    def _span(self, nature: Nature, old: Range, new: Range) -> Span:
        old, new = self._widen(old, new, nature)
        return Span(nature, _told(self.before, old), _told(self.after, new))

    def _widen(self, old: Range, new: Range, nature: Nature) -> tuple[Range, Range]:
        """Over equal neighbours that belong to the same date or name; signs, and what was put in, to the next word."""
        (i1, i2), (j1, j2) = old, new
        bare = i1 == i2 or j1 == j2
        wants = bare or (nature != "quote" and not (_is_said(self.a[i1]) and _is_said(self.b[j1])))
        while i1 > 0 and j1 > 0 and (wants or self._belongs(i1 - 1, i1, nature)):
            i1, j1 = i1 - 1, j1 - 1
            wants = wants and not _is_said(self.a[i1])
        wants = bare or (nature != "quote" and not (_is_said(self.a[i2 - 1]) and _is_said(self.b[j2 - 1])))
        while i2 < len(self.a) and j2 < len(self.b) and (wants or self._belongs(i2, i2 - 1, nature)):
            wants = wants and not _is_said(self.a[i2])
            i2, j2 = i2 + 1, j2 + 1
        return (i1, i2), (j1, j2)

    def _belongs(self, place: int, beside: int, nature: Nature) -> bool:
        token = self.a[place]
        if nature == "date":
            return token.date is not None and 0 <= beside < len(self.a) and token.date == self.a[beside].date
        if nature == "name":
            return token.is_word and token.key[0].isupper() and not token.initial
        return False


def _is_said(token: Token) -> bool:
    """A word or a number, no sign."""
    return token.key[0].isalnum()


def _told(sentence: Sentence, tokens: Range) -> str:
    chosen = sentence.tokens[slice(*tokens)]
    return sentence.line[chosen[0].start : chosen[-1].end] if chosen else ""


def _quote_of(tokens: Sequence[Token], place: Range) -> Range | None:
    """The one quotation that all tokens of a range stand in; of an empty range, that both its neighbours do."""
    start, end = place
    chosen = tokens[start:end] if start < end else tokens[max(start - 1, 0) : end + 1]
    quotes = {token.quote for token in chosen}
    if len(quotes) != 1:
        return None
    return next(iter(quotes))


def _count(tokens: Sequence[Token], letters: Range) -> int:
    return sum(1 for token in tokens if letters[0] <= token.start < letters[1])


def _whole_quote(tokens: Sequence[Token]) -> bool:
    """Whether a quotation begins and ends within."""
    return any(
        token.quote is not None and token.start == token.quote[0] and tokens[-1].end >= token.quote[1]
        for token in tokens
    )


def _numbers(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(
        token.key for token in tokens if token.date is None and (token.key[0].isdigit() or _is_numeral(token))
    )


def _is_numeral(token: Token) -> bool:
    return token.is_word and _NUMERAL.fullmatch(token.key) is not None


def _names(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(token.key for token in tokens if token.date is None and is_name(token))


def is_name(token: Token) -> bool:
    """A word in capitals, or with one at its head where no sentence asks for it; else one that ends as surnames do."""
    key = token.key
    if not token.is_word or not key[0].isupper():
        return False
    if not token.initial:
        return True
    return (len(key) > 1 and key.isupper()) or _SURNAME.fullmatch(key) is not None


def _same_but_case(a: Sequence[Token], b: Sequence[Token]) -> bool:
    return [token.key.casefold() for token in a] == [token.key.casefold() for token in b]
