"""Texts whose letters a database or a wrong charset has lost: «???? ??????», runs of U+FFFD, «Ð¡ÐµÑÑ–Ñ», «РЎРµСЃС–СЏ».

Nobody can read them, so they are no text: a page that shows one is a failure, not an edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scrapers.clean import LOST
from scrapers.errors import LettersLost
from scrapers.records import Article

_MARKS = re.compile(rf"\?{{2,}}|{LOST}+")  # a question ends with one, or with three
_LETTERS = re.compile(r"[^\W\d_]")
_FEW = 8  # signs in the place of letters: emoji that were lost are fewer, or stand among letters
_SHARE = 0.6  # of signs in the place of letters, among both
_WORD = re.compile(r"[^\s\d.,;:!?()«»]{6,}")
_PLAIN = re.compile("[\u0410-\u044fіїєґІЇЄҐA-Za-z'’ʼ–—-]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORDS, _LOOK = 4, 40  # words in a wrong charset, and most of all that are long; of the first so many
# what windows-1252 has where Latin-1 has nothing, as the bytes that they were
_AS_BYTES = {ord(bytes([byte]).decode("cp1252", "ignore") or "\0"): byte for byte in range(0x80, 0xA0)}
_ACCENTS = re.compile("[\u00c0-\u00ff\u00b3\u00ba\u00bf\u00b4]{6,}")  # windows-1251 that was read as Latin


def refuse_lost_letters(articles: list[Article]) -> None:
    """Raises LettersLost where a title or a text cannot be read any more."""
    for article in articles:
        for name, text in (("title", article.title), ("text", article.body)):
            if text and (lost := _lost(text)):
                raise LettersLost(f"expected a {name} of letters, came {lost}: {text[:80]!r}")


def _lost(text: str) -> str | None:
    runs = [len(run) for run in _MARKS.findall(text)] if "??" in text or LOST in text else []
    marks = sum(runs)
    emoji = all(run % 4 == 0 for run in runs)  # each was four bytes
    if marks >= _FEW and not emoji and marks >= _SHARE * (marks + len(_LETTERS.findall(text))):
        return f"{marks} signs in their place"
    words = [match[0] for match in islice(_WORD.finditer(text), _LOOK)]
    odd = [word for word in words if not _PLAIN.fullmatch(word)]
    wrong = sum(1 for word in odd if _ACCENTS.fullmatch(word) or any(_utf8_in(word)))
    if wrong >= _WORDS and 2 * wrong > len(words):
        return "letters of another charset"
    return None


def _utf8_in(word: str) -> Iterator[bool]:
    """Whether a word is Cyrillic in UTF-8 that was read in a charset of one byte a letter."""
    for charset, written in (("cp1251", word), ("latin-1", word.translate(_AS_BYTES))):
        read = written.encode(charset, "ignore").decode("utf-8", "ignore")
        yield 3 * len(_CYRILLIC.findall(read)) > len(word)
