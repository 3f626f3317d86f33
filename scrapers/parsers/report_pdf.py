"""What is drawn on a PDF's pages, by pdfium: letters with their places, and rules of tables.

pdfium is one library with one state a process: two threads in it at once corrupt memory. So one lock is held from
opening a document to closing it, and everything opened is closed by hand: a finalizer that the garbage collector
runs in another thread would enter pdfium without the lock.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from scrapers.parsers.pdf_head import is_pdf
from scrapers.parsers.report_errors import DamagedPdf, EmptyPdf, EncryptedPdf, PdfTooLarge

PDFIUM = Lock()
RULE = 3.0  # points: a drawn thing thinner than this is a rule
_BREAKS = (10, 13)
_STRETCH = re.compile(r"[^\r\n]+")
# typed gaps, edges without ink, a break that pdfium left out, «З В І Т» (where pdfium makes one space of two)
_UNEVEN = re.compile(r"   |^ | $|[\ufffe\x02]|(?<!\S)\S \S \S(?!\S)")
# pdfium's signs for a hyphen at the end of a line; it stands on the page and stays
_HYPHENS = {0x02: "-", 0xFFFE: "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. Real reports: 20 MB, 200 pages, 8,000 letters and 5,000 drawn things a page."""

    size: int = 64 * 2**20  # bytes of the file
    pages: int = 1000
    letters: int = 60_000  # on one page
    all_letters: int = 5_000_000
    drawn: int = 100_000  # objects on one page


class Letter(NamedTuple):
    """One drawn character, or a stretch of them; points, y upwards, as the page is shown (its rotation applied).
    The box spans the advance and the font's height, not the ink.
    """

    text: str  # "" where a break of pdfium's own stands
    left: float
    bottom: float
    right: float
    top: float
    made: bool  # a space that is not in the file: pdfium put it into a gap


_BREAK = Letter("", 0, 0, 0, 0, True)


class Rule(NamedTuple):
    """A horizontal rule, or the upper or lower edge of a frame."""

    left: float
    right: float
    y: float


class Drawn(NamedTuple):
    """A page as drawn, in the file's order."""

    number: int  # from 1
    width: float
    height: float
    letters: list[Letter]
    rules: list[Rule]
    things: int  # objects that are not text: pictures, shapes


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Any]:
    """The document, with pdfium's lock held. Raises EmptyPdf, DamagedPdf, EncryptedPdf, PdfTooLarge."""
    _check_bytes(data, limits)
    with PDFIUM:
        document = _open(data)
        try:
            if len(document) > limits.pages:
                raise PdfTooLarge(f"expected at most {limits.pages} pages, came {len(document)}")
            yield document
        finally:
            document.close()


def _check_bytes(data: bytes, limits: Limits) -> None:
    if not data.strip(b"\0\r\n\t "):
        raise EmptyPdf("expected a PDF, came no bytes")
    if len(data) > limits.size:
        raise PdfTooLarge(f"expected at most {limits.size} bytes, came {len(data)}")
    if not is_pdf(data):
        raise DamagedPdf(f"expected «%PDF-» at the start, came {data[:20]!r}")


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedPdf(
                "expected a PDF that anyone may read, came one that asks for a password"
            ) from error
        if code == pdfium.FPDF_ERR_SUCCESS:
            raise EmptyPdf("expected a PDF with pages, came one without") from error
        raise DamagedPdf(f"expected a whole PDF of {len(data)} bytes, pdfium says: {error}") from error


@contextmanager
def closing(thing: Any) -> Iterator[Any]:
    try:
        yield thing
    finally:
        thing.close()


def read_drawn(document: Any, index: int, limits: Limits) -> Drawn:
    """One page. Raises DamagedPdf, PdfTooLarge."""
    with closing(_page(document, index)) as page, closing(_textpage(page, index)) as textpage:
        count = textpage.count_chars()
        if count > limits.letters:
            raise PdfTooLarge(f"page {index + 1}: expected at most {limits.letters} letters, came {count}")
        turn = _Turn(page.get_cropbox(), page.get_rotation())
        letters = _letters(textpage, count, turn)
        rules, things = _rules(page.raw, turn, index + 1, limits)
        return Drawn(index + 1, turn.shown_width, turn.shown_height, letters, rules, things)


def _page(document: Any, index: int) -> Any:
    try:
        return document[index]
    except pypdfium2.PdfiumError as error:
        raise DamagedPdf(f"page {index + 1}: pdfium says: {error}") from error


def _textpage(page: Any, index: int) -> Any:
    try:
        return page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise DamagedPdf(f"page {index + 1}: pdfium says: {error}") from error


class _Turn:
    """From the file's coordinates to the page as it is shown: `/Rotate` applied, the shown corner at 0, 0.
    Sheets with wide tables are often portrait pages turned by 90.
    """

    def __init__(self, shown: tuple[float, float, float, float], by: int) -> None:
        self.by = by
        self.left, self.bottom, self.right, self.top = shown
        width, height = abs(self.right - self.left), abs(self.top - self.bottom)
        self.shown_width, self.shown_height = (height, width) if self.by in (90, 270) else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.by == 90:
            return bottom - self.bottom, self.right - right, top - self.bottom, self.right - left
        if self.by == 180:
            return self.right - right, self.top - top, self.right - left, self.top - bottom
        if self.by == 270:
            return self.top - top, left - self.left, self.top - bottom, right - self.left
        return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom


def _letters(textpage: Any, count: int, turn: _Turn) -> list[Letter]:
    """Characters in the file's order; a stretch that surely is one even line of text counts as one letter."""
    read = _Reader(textpage.raw, turn)
    whole = textpage.get_text_range() if count else ""
    if len(whole) != count:  # letters beyond U+FFFF: places in the text are not the characters' numbers
        return [letter for index in range(count) for letter in read.letter(index)]
    letters: list[Letter] = []
    for match in _STRETCH.finditer(whole):
        letters += read.stretch(match[0], match.start()) or [
            letter for index in range(*match.span()) for letter in read.letter(index)
        ]
        letters.append(_BREAK)
    return letters


class _Reader:
    """Characters of one text page; one box for all calls, for this is the costly part."""

    def __init__(self, textpage: Any, turn: _Turn) -> None:
        self.textpage = textpage
        self.turn = turn
        self.box = pdfium.FS_RECTF()
        self.reference = ctypes.byref(self.box)

    def letter(self, index: int) -> list[Letter]:
        """None where pdfium knows no place for it."""
        code = pdfium.FPDFText_GetUnicode(self.textpage, index)
        if code in _BREAKS:
            return [_BREAK]
        if not pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.reference):
            return []
        text = _HYPHENS.get(code) or ("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
        made = text == " " and pdfium.FPDFText_IsGenerated(self.textpage, index) == 1
        box = self.box
        sides = self.turn.box(box.left, box.bottom, box.right, box.top)
        return [Letter(text, *sides, made)] if isfinite(sum(sides)) else []

    def stretch(self, text: str, start: int) -> list[Letter]:
        """A line drawn at a stroke, with no gap that pdfium saw, as one letter; else nothing."""
        end = start + len(text)
        if (
            len(text) < 4
            or _UNEVEN.search(text)
            or pdfium.FPDFText_CountRects(self.textpage, start, len(text)) != 1
        ):
            return []
        spaces = (start + at for at, char in enumerate(text) if char == " ")
        if any(pdfium.FPDFText_IsGenerated(self.textpage, index) for index in spaces):
            return []
        ends = [*self.letter(start), *self.letter(end - 1)]
        if len(ends) != 2 or abs(ends[0].bottom - ends[1].bottom) > 1 or ends[0].left >= ends[1].left:
            return []
        bottom, top = (min(ends[0].bottom, ends[1].bottom), max(ends[0].top, ends[1].top))
        return [Letter(text, ends[0].left, bottom, ends[1].right, top, False)]


def _rules(page: Any, turn: _Turn, number: int, limits: Limits) -> tuple[list[Rule], int]:
    """Horizontal rules, and how many objects are not text. Objects inside form objects count as one."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > limits.drawn:
        raise PdfTooLarge(f"page {number}: expected at most {limits.drawn} drawn things, came {count}")
    sides = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(side) for side in sides]
    rules: list[Rule] = []
    things = 0
    for index in range(count):
        thing = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        things += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(thing, *references):
            left, bottom, right, top = turn.box(*(side.value for side in sides))
            if right - left > 4 * RULE:
                rules += [Rule(left, right, y) for y in {bottom, top if top - bottom > RULE else bottom}]
    return rules, things
