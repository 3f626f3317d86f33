"""Scanned pages read by tesseract, an outside program, where it is installed with its Ukrainian data.

Optional: without it `read_report` says which pages nobody has read, and this module says what is missing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import pypdfium2

from scrapers.clean import clean_text
from scrapers.parsers.report import Report, ReportPage
from scrapers.parsers.report_errors import DamagedPdf, OcrFailed, OcrUnavailable
from scrapers.parsers.report_pdf import Limits, closing, opened
from scrapers.parsers.report_words import mend_spacing

MOST_OUTPUT = 200_000  # letters of one page; a page of small print has 8,000
_SPECK = re.compile(r"[^\w]{1,4}")  # a line of nothing else is a stain


@dataclass(frozen=True, slots=True, kw_only=True)
class Ocr:
    """How to call tesseract."""

    program: str = "tesseract"  # found as the shell would
    language: str = "ukr"
    dots: int = 300  # an inch
    most_pixels: int = 25_000_000  # of one picture, one byte each; A4 at 300 has 8.7 million
    seconds: float = 60  # for one page
    pages: int = 50  # of one report
    all_seconds: float = 300  # for one report: the page that passes it is the last


OCR = Ocr()


def find_tesseract(ocr: Ocr | None = None) -> str:
    """The program's path. Raises OcrUnavailable where it or the language's data is missing."""
    ocr = ocr or Ocr()
    path = shutil.which(ocr.program)
    if path is None:
        raise OcrUnavailable(
            f"scanned pages need the program {ocr.program!r}, which is not installed "
            "(Debian: apt install tesseract-ocr tesseract-ocr-ukr)"
        )
    languages = _run([path, "--list-langs"], b"", 10).split()
    if ocr.language not in languages:
        raise OcrUnavailable(
            f"{ocr.program!r} has no data for {ocr.language!r} (Debian: apt install tesseract-ocr-{ocr.language})"
        )
    return path


def can_read(ocr: Ocr | None) -> bool:
    """Whether scanned pages can be read here and now."""
    try:
        return ocr is not None and bool(find_tesseract(ocr))
    except (OcrUnavailable, OcrFailed):
        return False


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
    return _run(command, picture, ocr.seconds).splitlines()


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


def _run(command: Sequence[str], given: bytes, seconds: float) -> str:
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise OcrFailed(f"expected {command[0]} to end within {seconds:g} s, it did not") from error
    except OSError as error:
        raise OcrUnavailable(f"{command[0]} cannot be started: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        raise OcrFailed(f"{command[0]} ended with {done.returncode}: {said}")
    return done.stdout[: 4 * MOST_OUTPUT].decode("utf-8", "replace")[:MOST_OUTPUT]


def _page(page: ReportPage, lines: Iterable[str]) -> ReportPage:
    """Without a title: what tesseract gives has no sizes."""
    texts = (mend_spacing(clean_text(line)) for line in lines)
    kept = tuple(text for text in texts if text and not _SPECK.fullmatch(text))
    return replace(page, lines=kept, needs_ocr=not kept, read_by="ocr")
