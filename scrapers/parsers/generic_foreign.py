"""Phrases by which news in other languages name what is no text. Lines with a Cyrillic letter are never asked."""

from __future__ import annotations

import re

from scrapers.parsers.word_lists import read_words

_CYRILLIC = re.compile("[\u0400-\u04ff]")

_WORDS = read_words("generic_foreign")
_JUNK = re.compile(_WORDS["junk"].replace("{agencies}", f"(?:{_WORDS['agencies']})"), re.I)
_MORE_JUNK = re.compile(_WORDS["more_junk"], re.I)
_STARTS = frozenset(_WORDS["starts"].split("|"))  # of lines that _MORE_JUNK is asked of
# «… in Srinagar. (AFP Photo)», «… on Friday. Photo: Reuters/Jane Doe»
_CAPTION = re.compile(
    r"\((?:[A-Z]{2,5}\s+)?(?i:(?:file\s+)?(?:photo|picture|image|foto)s?)(?:\s*(?:/|:|by\b|courtesy\b)[^.!?()]{2,60})?\)$"
    r"|[.!?”\"]\s+(?:Photo|Picture|Image|Foto|Credit)s?\s*:\s[^.!?]{3,60}$"
)
_PLAYED = re.compile(r"[\d:]+\s*/\s*[-:\d]+")  # of a film
_ALSO = re.compile(rf"[(\[]?\s*(?:{_WORDS['also']})\s*[:：»>|].*|more\s+[^.!?]{{2,30}}»", re.I)
_END = re.compile(rf"(?:{_WORDS['end']})\W*", re.I)
_BYLINE = re.compile(
    r"(?i:by|von|par|por|di|door|av|autora?|author|posted\s+by|written\s+by|story\s+by)\s*:?\s+(?-i:[A-ZÀ-Ý])[^.!?]*(?:\.[A-Z][^.!?]*)*"
)
_DAY_BEHIND = re.compile(r"[\s,|–—-]+\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d\d|20\d\d)$")
_PUBLISHED = re.compile(_WORDS["published"], re.I)

BESIDE_A_DATE = _WORDS["beside_a_date"]


def is_ours(text: str) -> bool:
    """It has a Cyrillic letter."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def is_junk(text: str) -> bool:
    """A credit, an invitation, a button: «(Credit: …)», «Follow us on Twitter», «责任编辑：…»."""
    if is_ours(text):
        return False
    begins = text[:4].lower().replace(" ", "_") in _STARTS
    if _JUNK.fullmatch(text) or (begins and _MORE_JUNK.fullmatch(text)):
        return True
    if ":" in text and _PLAYED.fullmatch(text):
        return True
    return _CAPTION.search(text, max(20, len(text) - 100)) is not None


def is_also(text: str) -> bool:
    """«READ MORE: …», «A lire aussi : …»."""
    return not is_ours(text) and _ALSO.fullmatch(text) is not None


def is_end(text: str) -> bool:
    """A heading over other articles: «Most read», «相关阅读»."""
    return not is_ours(text) and _END.fullmatch(text) is not None


def is_byline(text: str) -> bool:
    """«By Jane Doe and John Smith, Staff Writers», as it stands above a text."""
    if len(text) >= 90 or text[-1] in ".!?:;…" or not _BYLINE.match(text):
        return False
    return _BYLINE.fullmatch(_DAY_BEHIND.sub("", text)) is not None


def tells_publication(text: str) -> bool:
    """«This entry was posted on Monday, May 5th, 2014 at 2:48 pm and is filed under …»."""
    return _PUBLISHED.match(text) is not None


def is_title(text: str) -> bool:
    """Some words with a capital letter in front and no full stop behind."""
    return not is_ours(text) and 25 < len(text) < 160 and not text[0].islower() and text[-1] not in ".!…:;»”"
