"""Words out of letters: gaps that are spaces told from gaps that are only wide setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from scrapers.parsers.report_pdf import Letter

GAP = 0.14  # of the letters' height: a gap beyond the line's usual one that parts two words
WIDE = 0.05  # of the letters' height: a usual gap from here on is letter-spacing
ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
ONE_LETTER_WORDS = frozenset("абвєжзйіоуя")
# «З В І Т»: three or more lone letters with one space between them, and nothing glued to either end
_LONE = re.compile(r"(?<!\S)[^\W_](?: [^\W_]){2,}(?!\S)")
# a letter that cannot be a word, between single spaces: «К ІЛЬКІСТЬ», «ПЕТИЦІ Ї ,»
_STRAY = re.compile(r"(?<!\S)[\u0400-\u04ff](?![^\s,.;:!?])")
_SPACE_BEFORE_POINT = re.compile(r" +(?=[,.;:!?»)](?:\s|$))")
_WRAPPED = re.compile(r"(?<=[^\W\d_]-) (?=[^\W\d_])")
_SPACED = re.compile(r"\S {2,}\S")


def join_letters(letters: Sequence[Letter]) -> str:
    """One line of text from letters that stand on it, from left to right: the file's own spaces, and one more where
    a gap is wider than the line's usual one. (pdfium puts one between most letters of a letter-spaced line.)
    """
    height = median(letter.top - letter.bottom for letter in letters) or 1.0
    usual = usual_gap(letters)
    gaps = [after.left - before.right for before, after in pairwise(letters)]
    widest = usual + GAP * height + 0.25 * usual
    text = "".join(
        letter.text if gap <= widest else f"{letter.text} "
        for letter, gap in zip(letters, [*gaps, 0.0], strict=True)
    )
    if usual > WIDE * height:
        text = _SPACE_BEFORE_POINT.sub("", text)
    return re.sub("\u00ad$", "-", text)  # seen only at the end of a line


def usual_gap(letters: Sequence[Letter]) -> float:
    """The gap inside words, in points: of the gaps between single letters the one that a third is narrower than,
    for where words are short and parted by gaps alone, every third gap may be wide. Too few tell nothing: 0.
    """
    gaps = sorted(
        after.left - before.right
        for before, after in pairwise(letters)
        if len(before.text) == len(after.text) == 1 and before.text != " " != after.text
    )
    return max(gaps[len(gaps) // 3], 0.0) if len(gaps) > 2 else 0.0


def join_wrapped(lines: Iterable[str]) -> str:
    """Lines of one text on one line. A hyphen at a line's end stays, without a space after it: whether it belongs to
    the word («міст-партнерів») or only parts it nobody can tell from the line.
    """
    return _WRAPPED.sub("", " ".join(lines))


def mend_spacing(line: str) -> str:
    """A line of text whose letters were parted: «З В І Т» is «ЗВІТ», «149  ЗВЕРНЕНЬ ,  ІЗ  НИХ» is
    «149 ЗВЕРНЕНЬ, ІЗ НИХ». For text without places (read by others, or spaces typed by hand).

    Only what is certain: «НАБРА ЛИ» stays, for nothing in the line tells it from two words. «а б в г» and «1 2 3 4»
    count something and stay.
    """
    spaced = _SPACED.search(line) is not None and line.upper() == line
    line = _LONE.sub(_join_lone, line)
    if spaced:
        line = _SPACE_BEFORE_POINT.sub("", line)
        line = _STRAY.sub(lambda match: _mark_stray(match[0]), line)
        line = line.replace(" \x01", "").replace("\x02 ", "").replace("\x01", "").replace("\x02", "")
    return " ".join(line.split())


def _join_lone(match: re.Match[str]) -> str:
    letters = match[0].replace(" ", "")
    folded = letters.lower()
    if not letters.isalpha() or folded in ALPHABET or not (letters.isupper() or letters.islower()):
        return match[0]
    return letters


def _mark_stray(letter: str) -> str:
    """Marked before it: belongs to the word on its left; marked after it: to the one on its right."""
    if letter.lower() in ONE_LETTER_WORDS:
        return letter
    return f"\x01{letter}" if letter.lower() in "ьиїй" else f"{letter}\x02"
