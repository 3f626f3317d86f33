"""A PDF report as pages of text: what stands on each page in reading order, its title, whether it needs OCR.

`read_report` takes bytes and gives a value; it touches no network and no disk. pdfium is entered by one thread at a
time (see `report_pdf`), so more threads gain nothing and more processes do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import Literal

from scrapers.clean import clean_text
from scrapers.parsers.report_errors import (
    DamagedPdf,
    EmptyPdf,
    EncryptedPdf,
    PdfTooLarge,
    ReportError,
)
from scrapers.parsers.report_lines import Piece, read_pieces
from scrapers.parsers.report_order import CELL, order, text_of_line
from scrapers.parsers.report_pdf import Drawn, Limits, opened, read_drawn
from scrapers.parsers.report_words import join_wrapped, mend_spacing

__all__ = [
    "DamagedPdf",
    "EmptyPdf",
    "EncryptedPdf",
    "Limits",
    "PdfTooLarge",
    "Report",
    "ReportError",
    "ReportPage",
    "page_url",
    "read_report",
]

FEW_LETTERS = 8  # a page with no more of them and something drawn is a picture of text
LARGER = 1.15  # times the page's usual height of lines: a title
TITLE_LINES, TITLE_LETTERS = 4, 200
_LETTERS = re.compile(r"[^\W\d_]")
# no word: private use, replacement, leftover control characters: a font that does not say what its glyphs mean
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
# windows-1251 read as Latin: «Ïðîãðàìà» for «Програма»
_LATIN_1 = re.compile("[À-ÿ¨¸ª³²¿¯º´¥]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One page. `lines` in reading order, the title's among them; a table's row is one line, a tab between cells.
    A hyphen at the end of a line is kept, and lines are not joined: who joins them must decide what it was.
    """

    number: int  # from 1
    title: str | None  # of a slide or section, on one line
    lines: tuple[str, ...]
    needs_ocr: bool  # something is drawn, and no text that can be read
    read_by: Literal["text", "ocr"] = "text"

    @property
    def anchor(self) -> str:
        return f"#page={self.number}"

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    pages: tuple[ReportPage, ...]
    trouble: str | None = (
        None  # why pages that need OCR were not read by it: the error's name and its message
    )

    @property
    def needs_ocr(self) -> tuple[int, ...]:
        """Numbers of the pages that nobody has read yet."""
        return tuple(page.number for page in self.pages if page.needs_ocr)


def page_url(url: str, number: int) -> str:
    """The address at which viewers open this page; a fragment that was there goes."""
    return f"{url.partition('#')[0]}#page={number}"


def read_report(data: bytes, limits: Limits | None = None) -> Report:
    """All pages. Raises EmptyPdf, DamagedPdf, EncryptedPdf, PdfTooLarge."""
    limits = limits or Limits()
    pages: list[ReportPage] = []
    letters = 0
    with opened(data, limits) as document:
        for index in range(len(document)):
            drawn = read_drawn(document, index, limits)
            letters += len(drawn.letters)
            if letters > limits.all_letters:
                raise PdfTooLarge(
                    f"expected at most {limits.all_letters} letters, came more by page {index + 1}"
                )
            pages.append(read_page(drawn))
    return Report(pages=tuple(pages))


def read_page(drawn: Drawn) -> ReportPage:
    pieces, upright = read_pieces(drawn)
    rows = order(pieces, drawn.rules)
    raw = [*map(text_of_line, rows), *upright]
    whole = "".join(raw)
    unreadable = len(_UNREADABLE.findall(whole))
    readable = sum(not char.isspace() for char in whole) - unreadable
    if unreadable > readable:
        return ReportPage(number=drawn.number, title=None, lines=(), needs_ocr=True)
    texts = [_cell_texts(text) for text in raw]
    if _is_misread(whole):
        texts = [_reread(text) for text in texts]
    return ReportPage(
        number=drawn.number,
        title=_title(rows, texts, drawn.height),
        lines=tuple(text for text in texts if text),
        needs_ocr=readable <= FEW_LETTERS and drawn.things > 0,
    )


def _cell_texts(line: str) -> str:
    cells = (mend_spacing(clean_text(cell)) for cell in line.split(CELL))
    return CELL.join(cell for cell in cells if cell)


def _is_misread(text: str) -> bool:
    letters = len(_LETTERS.findall(text))
    return letters > 20 and not _CYRILLIC.search(text) and len(_LATIN_1.findall(text)) > 0.6 * letters


def _reread(text: str) -> str:
    try:
        return text.encode("cp1252").decode("cp1251")
    except UnicodeError:
        return text


def _title(rows: list[list[Piece]], texts: list[str], page_height: float) -> str | None:
    """The first lines of the upper half, where they are larger than the page's usual ones or all in capitals while
    others are not. A page of nothing else is a title page; a page of one size has no title.
    """
    shown = [(row, text) for row, text in zip(rows, texts, strict=False) if text]
    if not shown or CELL in shown[0][1]:
        return None
    heights = [row[0].height for row, text in shown for _ in range(len(text))]
    usual, first = median(heights), shown[0][0][0]
    larger = first.height >= LARGER * usual
    capitals = _is_capitals(shown[0][1])
    if first.middle < page_height / 2 or not (larger or capitals):
        return None
    taken: list[str] = []
    for row, text in shown:
        same = abs(row[0].height - first.height) <= 0.1 * first.height and len(row) == 1
        if not same or (not larger and not _is_capitals(text)):
            break
        taken.append(text)
    title = join_wrapped(taken)
    return title if len(taken) <= TITLE_LINES and len(title) <= TITLE_LETTERS else None


def _is_capitals(text: str) -> bool:
    letters = "".join(_LETTERS.findall(text))
    return len(letters) >= 3 and letters.isupper()
