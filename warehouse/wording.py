"""Wordings as they are compared: paragraphs of tokens whose keys leave out what is only typography.

Quotes, dashes, apostrophes, ellipses, bullets, spaces and Latin letters that look like Cyrillic ones are folded; case,
digits, words and other signs are not. Lines that only count views, invite to share or say when a page was updated are
no part of a wording.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

_LONG_QUOTE = 4  # words; «Водограй» is a name

_APOSTROPHES = "'’ʼ`‘′ʹ´＇"
_QUOTES = frozenset('"«»“”„‟″‹›')
_DASHES = frozenset("-‐‑‒–—―−⁃")
_PLAIN = str.maketrans(
    {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_APOSTROPHES, "'")}
)
_BULLETS = frozenset("•·*▪●◦‣⁃■□➢►✓✔") | _DASHES
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\ufffd]")
_TRACKED = r"(?:utm_\w+|fbclid|gclid|yclid)=[^\s&#]*"
_TRACKING = re.compile(rf"(?<=[?&])(?:{_TRACKED}&)+|(?:[?&]{_TRACKED})+(?=[\s#]|$)")
# \u2009 and \u202f are thin spaces: «12 000»
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:/]\d+)*"
    rf"|[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*|\.{{2,}}|…|\S"
)
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-zïÏ]")
_LOOK_ALIKE = str.maketrans("aceikopxyïABCEHIÏKMOPTXY", "асеікорхуїАВСЕНІЇКМОРТХУ")

_MONTH = (
    r"(?:січ(?:ень|н(?:[яію]|ем))|лют(?:ий|ого|ому|им)|берез(?:ень|н(?:[яію]|ем))|квіт(?:ень|н(?:[яію]|ем))"
    r"|трав(?:ень|н(?:[яію]|ем))|черв(?:ень|н(?:[яію]|ем))|лип(?:ень|н(?:[яію]|ем))|серп(?:ень|н(?:[яію]|ем))"
    r"|верес(?:ень|н(?:[яію]|ем))|жовт(?:ень|н(?:[яію]|ем))|листопад(?:а|у|і|ом)?|груд(?:ень|н(?:[яію]|ем)))"
)
_YEAR = r"(?:19|20)\d\d\s*(?:року|році|роком|рік|рр?\b\.?)"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_DAY = (
    rf"\d{{1,2}}\s+{_MONTH}(?:\s+(?:{_YEAR}|(?:19|20)\d\d\b))?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\d{4}-\d\d-\d\d"
)
_RELATIVE = r"(?:післязавтра|позавчора|сьогодні|завтра|у?вчора)"
_WEEKDAY = (
    r"(?:понеділ(?:ок|к(?:а|у|ом))|вівтор(?:ок|к(?:а|у|ом))|серед[ауи]|четверг?(?:а|у|ом)?|п.ятниц[яюі]|субот[ауиі]"
    r"|неділ[яюі])"
)
_WHEN = re.compile(
    rf"\b(?:{_DAY}|{_YEAR}|{_CLOCK}|{_MONTH}(?:\s+{_YEAR})?|{_WEEKDAY}|{_RELATIVE}|об?\s+\d{{1,2}}(?:[.:]\d\d)?\s+год\w*)(?!\w)",
    re.I,
)
_STAMP = (
    rf"(?:{_DAY}|{_CLOCK}|{_RELATIVE}|\d+\s+(?:хв\w*|год\w*|дн\w+|день|тиж\w+|місяц\w*|рок\w+)\.?\s+тому)"
)
_STAMPS = rf"{_STAMP}(?:\W{{0,3}}(?:об?|в|у)?\s*{_STAMP})*"
_UPDATED = (
    r"(?:(?:останн\w+|востаннє)\s+)?(?:онов(?:лено|лення)|відредаговано|редаговано|редагування|змін(?:ено|и)"
    r"|updated|modified)"
)
_FACT = re.compile(
    rf"""(?:
    (?:кількість\s+|к-сть\s+)?(?:перегляд(?:ів|и|ами)?|показів|прочитань|відвідувань|коментар(?:ів|і|ії)?|поширень|вподобань|лайків|репостів
        |views|shares|likes|comments)\W{{0,3}}\d[\d\s]*
    |\d[\d\s]*(?:переглядів|перегляди|перегляд|показів|прочитань|коментар(?:ів|і)|поширень|вподобань|views|shares|likes|comments)
    |(?:прочитано|переглянуто|прочитали|переглянули)\W{{0,3}}\d[\d\s]*(?:раз(?:ів|и)?)?
    |[👁👀]\W*\d[\d\s]*
    |(?:поділи(?:тися|тись|ться|тесь|ти)|поширити|поширте|share)(?:\s+(?:новиною|у|в|цим|цією|on|this))*(?:\s+\w*мереж\w*)?\W*\d*
    |(?:facebook|telegram|viber|twitter|whatsapp|linkedin|messenger|instagram)\W*\d*
    |{_UPDATED}(?:\W{{1,3}}(?:об?|в|у)?\s*)?{_STAMPS}
    )""",
    re.I | re.X,
)
# what alone in its line is no fact of an article: relative times are a feed's
_ALONE = re.compile(
    rf"\W*(?:{_RELATIVE}\W+(?:об?\s+)?{_CLOCK}|\d+\s+(?:хв\w*|год\w*|дн\w+|день)\.?\s+тому)\W*", re.I
)
_IN_BRACKETS = re.compile(rf"[(\[]\s*{_UPDATED}(?:\W{{1,3}}(?:об?|в|у)?\s*)?(?:{_STAMPS})?\s*[)\]]", re.I)
_SMALL_TALK = re.compile(rf"(?:{_STAMP}|[\W_])+", re.I)
_NOISE_MAX = 200  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a version says. `parts`: each item of a digest, or page of a document, as one text."""

    title: str
    lead: str | None
    body: str  # paragraphs as lines
    published: datetime | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign; places are letters of its line."""

    key: str
    start: int
    end: int
    date: tuple[int, int] | None  # of the moment that it is a part of
    quote: tuple[int, int] | None  # of the quotation, of some words, that it stands in
    initial: bool  # it begins a sentence

    @property
    def is_word(self) -> bool:
        return self.key[0].isalpha()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, in the paragraph of that number."""

    paragraph: int
    line: str
    tokens: tuple[Token, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)

    @property
    def text(self) -> str:
        return self.line[self.tokens[0].start : self.tokens[-1].end]


def same_letters(before: str, after: str) -> bool:
    """Whether two texts differ in quotes, dashes, apostrophes and spaces at most: quicker to tell than all else."""
    return before.translate(_PLAIN).split() == after.translate(_PLAIN).split()


def sentences(text: str) -> list[Sentence]:
    """All sentences of a text, lines of the site left out."""
    found: list[Sentence] = []
    for number, raw in enumerate(text.split("\n")):
        line = _IN_BRACKETS.sub("", _TRACKING.sub("", _TRACKING.sub("", _UNSEEN.sub("", raw)))).strip()
        if line and not is_noise(line):
            found += (Sentence(number, line, tokens) for tokens in _split(read_tokens(line)))
    return found


def is_noise(line: str) -> bool:
    """Whether a line only counts, invites to share, or says when the page was updated."""
    if len(line) > _NOISE_MAX:
        return False
    if _ALONE.fullmatch(line):
        return True
    rest, count = _FACT.subn(" ", line)
    return count > 0 and (not rest.strip() or _SMALL_TALK.fullmatch(rest) is not None)


class _Ranges:
    """Ranges of letters in their order, asked for places in their order."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges, self._next = ranges, 0

    def at(self, place: int) -> tuple[int, int] | None:
        while self._next < len(self._ranges) and self._ranges[self._next][1] <= place:
            self._next += 1
        found = self._ranges[self._next] if self._next < len(self._ranges) else None
        return found if found is not None and found[0] <= place else None


def read_tokens(line: str) -> tuple[Token, ...]:
    dates = _Ranges([match.span() for match in _WHEN.finditer(line)])
    quotes = _Ranges(_quotations(line))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        if not tokens and match[0] in _BULLETS and line[end : end + 1].isspace():
            continue
        date, quote = dates.at(start), quotes.at(start)
        opens = quote is not None and bool(tokens) and tokens[-1].start == quote[0]
        tokens.append(Token(_fold(match[0]), start, end, date, quote, opens or _is_initial(tokens)))
    return tuple(tokens)


@lru_cache(maxsize=8192)
def _fold(token: str) -> str:
    if token in _QUOTES:
        return '"'
    if token in _DASHES:
        return "-"
    if len(token) == 1 and token in _APOSTROPHES:
        return "'"
    if token[0].isdigit():
        return re.sub(r"\s", "", token)
    if token == "…" or (len(token) > 1 and set(token) == {"."}):
        return "…"
    token = unicodedata.normalize("NFKC", token)
    for sign in _APOSTROPHES:
        token = token.replace(sign, "'")
    if _LATIN.search(token) and _CYRILLIC.search(token):
        token = token.translate(_LOOK_ALIKE)
    return token or " "


def _is_initial(before: list[Token]) -> bool:
    """Behind nothing but signs, or behind the end of a sentence."""
    words = [token for token in before[-4:] if token.key not in {'"', "-", "(", "'"}]
    if not words:
        return len(before) < 4
    if words[-1].key not in {".", "!", "?", "…", ":"}:
        return False
    return words[-1].key != "." or len(words) < 2 or len(words[-2].key) > 3 or words[-2].key[0].isdigit()


def _split(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """At the heads of sentences; signs before a head belong to it."""
    found: list[tuple[Token, ...]] = []
    start = 0
    for place, token in enumerate(tokens):
        if not (token.is_word and token.initial and token.key[0].isupper()) or place == start:
            continue
        head = place
        while head > start and tokens[head - 1].key in {'"', "-", "("}:
            head -= 1
        if head > start and tokens[head - 1].key in {".", "!", "?", "…"}:
            found.append(tokens[start:head])
            start = head
    return [*found, tokens[start:]] if tokens[start:] else found


def _quotations(line: str) -> list[tuple[int, int]]:
    """Where quotations of some words stand, their quotes included. One that is not closed ends with its line."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, letter in enumerate(line):
        if letter not in _QUOTES:
            continue
        if start is None:
            start = place if letter not in "»›" else None
        elif letter not in "«„‹":
            found.append((start, place + 1))
            start = None
    if start is not None:
        found.append((start, len(line)))
    return [span for span in found if len(line[span[0] : span[1]].split()) >= _LONG_QUOTE]
