"""tesseract, an outside program that reads scanned pages, where it is installed with its Ukrainian data.

Optional: without it `read_report` says which pages nobody has read, and this module says what is missing. Apart from
pdfium, so that a visit that meets no report does not load it.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parsers.report_errors import OcrFailed, OcrUnavailable

MOST_OUTPUT = 200_000  # letters of one page; a page of small print has 8,000


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
    languages = run([path, "--list-langs"], b"", 10).split()
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


def run(command: Sequence[str], given: bytes, seconds: float) -> str:
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
