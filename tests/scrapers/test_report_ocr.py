"""OCR as an outside program: what is given to it, what is made of its answer, what happens without it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.parsers.report import Limits, read_report
from scrapers.parsers.report_errors import OcrUnavailable
from scrapers.parsers.report_ocr import read_scanned, render
from scrapers.parsers.tesseract import Ocr, find_tesseract
from tests.scrapers.paper import Sheet, make_pdf

SCAN = make_pdf(Sheet().text(40, 400, "Читається і так"), Sheet().box(40, 40, 400, 400))
READS = "data = sys.stdin.buffer.read(); print(data[:15].decode()); print('З В І Т'); print('. ,'); print()"


def program(folder: Path, *, reading: str = READS, languages: str = "eng\nukr") -> Ocr:
    """A stand-in for tesseract."""
    path = folder / "tesseract"
    path.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"if '--list-langs' in sys.argv:\n    print('List of languages:\\n' + {languages!r})\n"
        f"else:\n    {reading}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return Ocr(program=str(path), dots=72, seconds=20)


def test_only_unread_pages_are_read(tmp_path: Path) -> None:
    report = read_scanned(SCAN, read_report(SCAN), program(tmp_path))
    assert [page.read_by for page in report.pages] == ["text", "ocr"]
    assert report.pages[1].lines == ("P5 720 540 255", "ЗВІТ")
    assert report.needs_ocr == ()


def test_what_gives_no_text_is_still_unread(tmp_path: Path) -> None:
    report = read_scanned(SCAN, read_report(SCAN), program(tmp_path, reading="print('—')"))
    assert (report.pages[1].lines, report.needs_ocr) == ((), (2,))


def test_a_report_of_text_needs_no_program() -> None:
    data = make_pdf(Sheet().text(40, 400, "Читається і так"))
    report = read_report(data)
    assert read_scanned(data, report, Ocr(program="there-is-none")) is report


def test_missing_program_is_told_with_its_cure() -> None:
    with pytest.raises(OcrUnavailable, match="apt install tesseract-ocr tesseract-ocr-ukr"):
        read_scanned(SCAN, read_report(SCAN), Ocr(program="there-is-none"))


def test_missing_language_is_told(tmp_path: Path) -> None:
    with pytest.raises(OcrUnavailable, match="no data for 'ukr'"):
        find_tesseract(program(tmp_path, languages="eng"))


@pytest.mark.parametrize(
    ("reading", "seconds", "message"),
    [
        ("sys.exit('no such picture')", 20, "ended with 1: no such picture"),
        ("sys.stdin.buffer.read(); [None for _ in iter(int, 1)]", 1, "within 1 s"),
    ],
)
def test_failures_have_a_name_and_stop_no_other_page(
    tmp_path: Path, reading: str, seconds: float, message: str
) -> None:
    data = make_pdf(Sheet().text(40, 400, "Читається і так"), *[Sheet().box(40, 40, 400, 400)] * 2)
    ocr = Ocr(program=program(tmp_path, reading=reading).program, seconds=seconds, dots=72)
    report = read_scanned(data, read_report(data), ocr)
    assert [page.read_by for page in report.pages] == ["text", "ocr", "ocr"]
    assert report.trouble is not None
    assert report.trouble.count("OcrFailed: page") == 2
    assert message in report.trouble


@pytest.mark.parametrize("limit", [{"pages": 1}, {"all_seconds": 0}])
def test_pages_beyond_the_limits_stay_as_they_are(tmp_path: Path, limit: dict[str, int]) -> None:
    data = make_pdf(*[Sheet().box(40, 40, 400, 400)] * 3)
    report = read_scanned(data, read_report(data), replace(program(tmp_path), **limit))
    read = limit.get("pages", 0)
    assert report.needs_ocr == tuple(range(read + 1, 4))
    assert report.trouble is not None
    assert f"{3 - read} pages stay unread" in report.trouble


def test_a_huge_sheet_gives_a_picture_within_the_limit() -> None:
    data = make_pdf(Sheet(size=(14_000, 14_000)).box(0, 0, 100, 100))
    picture = render(data, 1, Ocr(most_pixels=1_000_000), Limits())
    width, height = map(int, picture[:20].split()[1:3])
    assert width * height <= 1_010_000
    assert len(picture) == width * height + len(b"P5 %d %d 255\n" % (width, height))
