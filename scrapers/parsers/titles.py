"""Titles that a site cut with «…», made whole again from what begins as they do."""

from __future__ import annotations

import re

from scrapers.clean import clean_line

_CUT = re.compile(r"\s*(?:…|\.{3})\s*$")
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3})")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?…]+[»”\"]?(?=\s+[«“„\"]?[^\W\da-zа-яіїєґ]|\s*$)")
# a full stop behind these ends no sentence
_SHORTENED = frozenset(
    "акад бул буд вул гол грн див зам ім кв млн млрд напр обл оф пл пос просп пров проф пп рр сел ст стор смт тел тис"
    " тов шт".split()
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LEAST_STEM, _LONGEST_TITLE = 20, 500


def is_cut(title: str) -> bool:
    return _CUT.search(title) is not None


def complete_title(title: str, *longer: str) -> str | None:
    """The whole of a title that is cut by «…», from the first text that begins as it does: its first sentence, or
    the words up to the one that was cut where that sentence is no title. None if there is no such text.
    """
    stem = _CUT.sub("", title)
    letters = _letters(stem)
    if not is_cut(title) or len(letters) < _LEAST_STEM:
        return None
    for text in longer:
        line = re.sub(r"^[\W_]+", "", text) if stem[:1].isalnum() else text
        if is_cut(line) and len(line) <= len(title) + 3:
            continue
        end = _same_until(line, letters)
        if end is None or _ELLIPSIS.match(line, end):
            continue
        whole = clean_line(line[: _sentence_end(line, end)])
        if len(whole) <= _LONGEST_TITLE:
            return whole if is_cut(whole) else whole.rstrip(" .;,")
        word = re.compile(r"[^\s.,;:!?»”]*").match(line, end)
        return clean_line(line[: word.end() if word else end]) + "…"
    return None


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that goes on at `start`."""
    for match in _SENTENCE_END.finditer(text, start):
        word = _LAST_WORD.search(text, 0, match.start())
        if word is None or word[0].lower() not in _SHORTENED or match.end() == len(text.rstrip()):
            return match.end()
    return len(text)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text)).casefold()


def _same_until(text: str, letters: str) -> int | None:
    """Where the letters end with which a text begins; None if it begins otherwise."""
    place = 0
    for index, letter in enumerate(text):
        if place == len(letters):
            return index
        if letter.isalnum():
            if not letters.startswith(letter.casefold(), place):
                return None
            place += len(letter.casefold())
    return len(text) if place == len(letters) else None
