"""A report read in a process of its own: the same answer, the same errors, and an end to what it may take."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.parsers.report import DamagedPdf, Limits, PdfTooLarge, read_report
from scrapers.parsers.report_apart import read_report_apart
from scrapers.parsers.tesseract import Ocr
from tests.scrapers.paper import Sheet, make_pdf
from tests.scrapers.test_report_ocr import program

SLIDES = (Path(__file__).parent.parent / "sites" / "zhytomyr_rada" / "slides" / "report.pdf").read_bytes()


def test_it_reads_the_same() -> None:
    assert read_report_apart(SLIDES) == read_report(SLIDES)


def test_errors_come_through() -> None:
    with pytest.raises(DamagedPdf, match="expected «%PDF-» at the start"):
        read_report_apart(b"<html>")
    with pytest.raises(PdfTooLarge, match="at most 3 pages, came 9"):
        read_report_apart(SLIDES, Limits(pages=3))


def bomb(megabytes: int) -> bytes:
    """A page whose drawing unpacks to so much white space; one block of it is packed, and repeated."""
    sheet, white = Sheet().text(40, 400, "А"), b" " * 2**20
    plain = "\n".join(sheet.drawn).encode()
    packer = zlib.compressobj(9)
    begin = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(white) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.adler32(plain)
    for _ in range(megabytes):
        checksum = zlib.adler32(white, checksum)
    big = begin + block * megabytes + packer.flush()[:-4] + checksum.to_bytes(4, "big")
    whole, small = make_pdf(sheet), zlib.compress(plain)
    assert small in whole
    return whole.replace(f"/Length {len(small)}".encode(), f"/Length {len(big)}".encode()).replace(small, big)


def test_a_file_that_unpacks_to_too_much_is_named() -> None:
    data = bomb(200)
    assert len(data) < 2**20
    with pytest.raises(PdfTooLarge, match="at most 400 MB"):
        read_report_apart(data, memory=400)


def test_a_file_that_takes_too_long_is_named() -> None:
    sheet = Sheet(size=(5000, 5000))
    for number in range(9000):
        sheet.text(number * 997 % 4900, number * 631 % 4900, "ЖЩЖЩ", 6)
    with pytest.raises(PdfTooLarge, match="in 1 s of CPU"):
        read_report_apart(make_pdf(*[sheet] * 12), seconds=1)


def test_scanned_pages_are_read_by_a_second_child(tmp_path: Path) -> None:
    data = make_pdf(Sheet().text(40, 400, "Читається і так"), Sheet().box(40, 40, 400, 400))
    report = read_report_apart(data, ocr=program(tmp_path))
    assert [page.read_by for page in report.pages] == ["text", "ocr"]
    assert report.trouble is None


def test_what_hinders_ocr_costs_no_text(tmp_path: Path) -> None:
    data = make_pdf(Sheet().text(40, 400, "Читається і так"), Sheet(size=(14_000, 14_000)).box(0, 0, 9, 9))
    missing = read_report_apart(data, ocr=Ocr(program="there-is-none"))
    huge = read_report_apart(data, ocr=replace(program(tmp_path), most_pixels=10**9, dots=150), memory=512)
    assert missing.pages == huge.pages == read_report(data).pages
    assert (missing.trouble or "").startswith("OcrUnavailable: scanned pages need the program")
    assert (huge.trouble or "").startswith("PdfTooLarge: expected a report that needs at most 512 MB")
