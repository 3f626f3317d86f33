"""Reports: golden cases of `tests/sites/zhytomyr_rada`, the seed's facts, and files that are none."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path

import pytest

from scrapers.errors import ParseError
from scrapers.parsers import report_pdf
from scrapers.parsers.report import (
    DamagedPdf,
    EmptyPdf,
    EncryptedPdf,
    Limits,
    PdfTooLarge,
    ReportPage,
    page_url,
    read_report,
)
from tests.scrapers.paper import Sheet, make_pdf

FOLDER = Path(__file__).parent.parent / "sites" / "zhytomyr_rada"
CASES = sorted(FOLDER.glob("*/report.pdf"))
SLIDES = (FOLDER / "slides" / "report.pdf").read_bytes()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_report_is_read_as_expected(path: Path) -> None:
    golden = path.parent / "expected.json"
    told = json.loads(json.dumps({"pages": asdict(read_report(path.read_bytes()))["pages"]}))
    if not golden.exists():
        golden.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read every page beside the file, run again")
    assert told == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("fact", "number"),
    [
        ("149 ЗВЕРНЕНЬ, ІЗ НИХ", 4),
        ("(250) НАБРАЛИ 24 ПЕТИЦІЇ, ПО", 4),
        ("2016 – 67, 2017 – 99", 5),
        ("67 проектів\t99 проектів", 5),
        ("У голосуванні взяли участь 8676", 6),
        ("28 756 голосів", 6),
        ("набрано 54,53 балів", 8),
    ],
)
def test_a_fact_stands_on_its_page(fact: str, number: int) -> None:
    assert [page.number for page in read_report(SLIDES).pages if fact in page.text] == [number]


def test_pages_have_addresses() -> None:
    page = read_report(SLIDES).pages[5]
    assert page.anchor == "#page=6"
    assert (
        page_url("https://zt-rada.example/doc1.pdf#top", page.number)
        == "https://zt-rada.example/doc1.pdf#page=6"
    )


def test_pages_that_nobody_has_read_are_told() -> None:
    report = read_report(make_pdf(Sheet().text(40, 400, "Читається"), Sheet().box(40, 40, 400, 400), Sheet()))
    assert report.needs_ocr == (2,)
    assert [page.lines for page in report.pages] == [("Читається",), (), ()]


def test_a_font_without_letters_needs_ocr() -> None:
    unknown = "".join(map(chr, range(1, 9))) * 3
    page = read_report(make_pdf(Sheet().text(40, 400, unknown))).pages[0]
    assert (page.lines, page.needs_ocr) == ((), True)


def test_windows_1251_read_as_latin_is_mended() -> None:
    words = "Програма «Прозора влада» на 2017 рік, Житомир"
    wrong = words.encode("cp1251").decode("cp1252")
    assert read_report(make_pdf(Sheet().text(40, 400, wrong))).pages[0].lines == (words,)


def empty_pdf() -> bytes:
    return make_pdf()


def encrypted_pdf() -> bytes:
    """A standard handler whose password hashes are made up: no password opens it."""
    encrypt = b"<</Filter/Standard/V 1/R 2/P -4/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")>>"
    name = b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    return make_pdf(Sheet()).replace(b"/Root 1 0 R", b"/Root 1 0 R" + name + b"/Encrypt " + encrypt)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyPdf, id="nothing"),
        pytest.param(b"\0\0\n", EmptyPdf, id="blank"),
        pytest.param(empty_pdf(), EmptyPdf, id="no-pages"),
        pytest.param(b"<!DOCTYPE html><h1>404</h1>", DamagedPdf, id="html"),
        pytest.param(b"%PDF-1.7\n", DamagedPdf, id="only-a-header"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, DamagedPdf, id="noise"),
        pytest.param(encrypted_pdf(), EncryptedPdf, id="password"),
    ],
)
def test_files_that_are_no_report(data: bytes, error: type[ParseError]) -> None:
    with pytest.raises(error) as raised:
        read_report(data)
    assert type(raised.value) is error


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(size=100), "at most 100 bytes"),
        (Limits(pages=8), "at most 8 pages, came 9"),
        (Limits(letters=50), "page 1: expected at most 50 letters"),
        (Limits(all_letters=100), "at most 100 letters, came more by page"),
        (Limits(drawn=1), "page 1: expected at most 1 drawn things"),
    ],
)
def test_limits(limits: Limits, message: str) -> None:
    with pytest.raises(PdfTooLarge, match=message):
        read_report(SLIDES, limits)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_torn_file_is_read_or_named(share: float) -> None:
    """pdfium mends what it can; what it gives then is a report, all else a named error."""
    try:
        pages = read_report(SLIDES[: int(len(SLIDES) * share)]).pages
    except ParseError as error:
        assert isinstance(error, (DamagedPdf, EmptyPdf))
    else:
        assert all(isinstance(page, ReportPage) for page in pages)


def test_the_lock_is_free_after_an_error() -> None:
    with pytest.raises(PdfTooLarge):
        read_report(SLIDES, Limits(letters=1))
    assert not report_pdf.PDFIUM.locked()


def test_threads_take_turns() -> None:
    expected = read_report(SLIDES)
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_report(SLIDES) == expected)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4
