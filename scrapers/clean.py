"""Text as it is kept, and the key by which it is compared.

Kept text loses what nobody can see (NBSP, soft hyphens, zero-width marks, doubled spaces) and nothing that
carries meaning: quotes, dashes, apostrophes, hyphenation and accents stay as written. The key folds them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# U+200D joins emoji (👨‍👩‍👧) and stays there; elsewhere it is an invisible leftover
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069]"
)
_LONE_JOINER = re.compile("(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d")
# «и» + U+0306 and «і» + U+0308 as some keyboards and PDFs write them: й, ї, and their capitals, ё, ў, ѐ, ѝ too
_DECOMPOSED = re.compile("[\u0400-\u04ff][\u0300\u0306\u0308]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# any of the above, so that one look tells that a text needs none of it
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x85\u00ad\u0300\u0306\u0308\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)

_APOSTROPHES = re.compile("[’ʼ`‘′ʹ´＇]")
# look-alike Latin letters inside a Cyrillic word: «мiсцем», «Олikою», «СОVID» (the word decides, see fold_word)
_LATIN_ONES, _CYRILLIC_ONES = "aceikopxyïABCEHIÏKMOPTXY", "асеікорхуїАВСЕНІЇКМОРТХУ"
_LATIN_TO_CYRILLIC = str.maketrans(_LATIN_ONES, _CYRILLIC_ONES)
_CYRILLIC_TO_LATIN = str.maketrans(_CYRILLIC_ONES, _LATIN_ONES)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def clean_text(text: str) -> str:
    """One string without the invisible; line breaks stay."""
    if _is_plain(text) or _ODD.search(text) is None:  # most texts
        return text
    text = _INVISIBLE.sub("", _NEWLINES.sub("\n", _CONTROL.sub("", text)))
    if "\u200d" in text:
        text = _LONE_JOINER.sub("", text)
    return _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def _is_plain(text: str) -> bool:
    """Quicker to tell than that nothing is odd."""
    letters = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    return (
        letters.isprintable()
        and "\u0306" not in letters
        and "\u0308" not in letters
        and "\u0300" not in letters
    )


def clean_line(text: str) -> str:
    """Everything on one line, spaces single."""
    return " ".join(clean_text(text).split())


def clean_lines(text: str) -> tuple[str, ...]:
    """Paragraphs, empty ones left out."""
    return tuple(line for part in clean_text(text).split("\n") if (line := " ".join(part.split())))


def matching_key(text: str) -> str:
    """What is equal for a reader is equal here: case, apostrophes, quotes, dashes, look-alike letters folded.

    >>> matching_key("Об’єднана  «мiсцем»") == matching_key("об'єднана місцем")
    True
    """
    text = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", clean_text(text)))
    if _LATIN.search(text) is None:  # most texts: no word can be mixed
        return " ".join(_WORD.findall(text.casefold()))
    return " ".join(fold_words(_WORD.findall(text)))


def fold_words(words: Iterable[str]) -> list[str]:
    return [fold_word(word) for word in words]


def fold_word(word: str) -> str:
    """Latin letters inside a word that has Cyrillic ones too are read as the Cyrillic ones they look like."""
    if _LATIN.search(word) and _CYRILLIC.search(word):
        cyrillic = word.translate(_LATIN_TO_CYRILLIC)
        # «СОVID» and «VІІІ» keep a letter that is only Latin: they are Latin words
        word = word.translate(_CYRILLIC_TO_LATIN) if _LATIN.search(cyrillic) else cyrillic
    return word.casefold()


_UKRAINIAN_ONLY, _RUSSIAN_ONLY = "іїєІЇЄ", "ыэёъЫЭЁЪ"
_ENOUGH = 200  # Cyrillic letters, among which some twenty are і, ї or є


def lacks_letters(text: str) -> bool:
    """Whether і, ї and є were lost, every one: «Льввсько мсько ради». They cannot be put back, only told.

    >>> lacks_letters("Льввська мська рада вдремонтувала дорогу до лкарн. " * 6)
    True
    """
    if any(letter in text for letter in _UKRAINIAN_ONLY + _RUSSIAN_ONLY):
        return False
    return len(_CYRILLIC.findall(text)) >= _ENOUGH


# A database with three bytes a letter keeps «?» for each emoji, or one for each of its four bytes. It stands where no
# question mark can: at the head of a line, before a word, or alone behind the end of a sentence.
_LOST = re.compile(
    r"^\?+(?=\s*\S)|(?<=[\s\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\?+(?=[\w«“„\"(#@])"
    r"|(?<=[.!…»)]\s)\?+(?=\s|$)|(?<=\s)(?:\?{4})+(?=\s|$)|^\?+$",
    re.M,
)
LOST = "\ufffd"  # stands for a letter that could not be kept


def mark_lost_emoji(text: str) -> str:
    """«?Метою проєкту» is «�Метою проєкту»; question marks that ask stay.

    >>> mark_lost_emoji("?Що далі? ??? Все буде!")
    '�Що далі? ??? Все буде!'
    """
    return _LOST.sub(lambda match: LOST * len(match[0]), text)
