"""Scanned pages read by tesseract: drawn by pdfium, read one by one, laid into the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import Any

import pypdfium2

from scrapers.clean import clean_text
from scrapers.parsers.report import Report, ReportPage
from scrapers.parsers.report_errors import DamagedPdf, OcrFailed
from scrapers.parsers.report_pdf import Limits, closing, opened
from scrapers.parsers.report_words import mend_spacing
from scrapers.parsers.tesseract import Ocr, find_tesseract, run

_SPECK = re.compile(r"[^\w]{1,4}")  # a line of nothing else is a stain


def read_scanned(data: bytes, report: Report, ocr: Ocr | None = None, limits: Limits | None = None) -> Report:
    """The same report, its pages that need OCR read by it. A page that cannot be read so stops no other and has no
    lines; `trouble` tells of the first one, and of pages beyond `ocr.pages` and `ocr.all_seconds`, which stay as they
    are.

    Raises OcrUnavailable, and what opening the document raises. A report without such pages costs nothing.
    """
    ocr = ocr or Ocr()
    if not report.needs_ocr:
        return report
    path, end = find_tesseract(ocr), monotonic() + ocr.all_seconds
    read: dict[int, ReportPage] = {}
    troubles = []
    for number in report.needs_ocr[: ocr.pages]:
        if monotonic() > end:
            break
        lines: Iterable[str] = ()
        try:
            lines = _read_page(data, number, path, ocr, limits or Limits())
        except (OcrFailed, DamagedPdf) as error:
            troubles.append(f"{type(error).__name__}: page {number}: {error}")
        read[number] = _page(report.pages[number - 1], lines)
    if left := len(report.needs_ocr) - len(read):
        limit = f"{ocr.pages} scanned pages and {ocr.all_seconds:g} s"
        troubles.append(f"OcrFailed: expected at most {limit} of OCR, {left} pages stay unread")
    return Report(
        pages=tuple(read.get(page.number, page) for page in report.pages),
        trouble="; ".join(troubles[:3]) or None,
    )


def _read_page(data: bytes, number: int, path: str, ocr: Ocr, limits: Limits) -> list[str]:
    picture = render(data, number, ocr, limits)
    command = [path, "stdin", "stdout", "-l", ocr.language, "--dpi", str(ocr.dots)]
    return run(command, picture, ocr.seconds).splitlines()


def render(data: bytes, number: int, ocr: Ocr, limits: Limits) -> bytes:
    """A page as a grey PGM picture. Raises DamagedPdf and what opening raises.
    The document is opened for each page: OCR takes seconds, and pdfium's lock is not held while it runs.
    """
    with opened(data, limits) as document:
        try:
            with closing(document[number - 1]) as page:
                width, height = page.get_size()
                scale = min(ocr.dots / 72, (ocr.most_pixels / max(width * height, 1)) ** 0.5)
                with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                    return _pgm(bitmap)
        except pypdfium2.PdfiumError as error:
            raise DamagedPdf(f"page {number}: pdfium says: {error}") from error


def _pgm(bitmap: Any) -> bytes:
    rows = memoryview(bitmap.buffer).cast("B")
    packed = b"".join(
        rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height)
    )
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + packed


def _page(page: ReportPage, lines: Iterable[str]) -> ReportPage:
    """Without a title: what tesseract gives has no sizes."""
    texts = (mend_spacing(clean_text(line)) for line in lines)
    kept = tuple(text for text in texts if text and not _SPECK.fullmatch(text))
    return replace(page, lines=kept, needs_ocr=not kept, read_by="ocr")
