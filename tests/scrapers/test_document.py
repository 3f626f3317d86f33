"""A declared PDF as an article with pages, and answers that are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.cases import Note, capture_of, read_body, read_case, write_case
from scrapers.errors import NotAnArticle
from scrapers.folders import load_sources
from scrapers.parsers.document import make_document
from scrapers.parsers.report import Report, ReportPage
from scrapers.parsers.report_errors import DamagedPdf
from scrapers.reading import Told, read_answer
from scrapers.records import Attachment, Capture
from scrapers.registry import SITES
from tests.scrapers.paper import Sheet, make_pdf

SOURCE = load_sources([SITES])["zhytomyr_rada"]
URL = "https://zt-rada.gov.ua/files/upload/sitefiles/doc1519912345.pdf"
SLIDES = Path(__file__).parent.parent / "sites" / "zhytomyr_rada" / "slides" / "report.pdf"


def capture(url: str = URL) -> Capture:
    at = datetime(2026, 9, 20, 9, tzinfo=UTC)
    return capture_of(Note(origin="constructed", shows="-", source=SOURCE.slug, url=url, fetched_at=at))


def read(body: bytes, url: str = URL) -> Told:
    return read_answer(body, "application/pdf", SOURCE, capture(url), "news", None)


def page(number: int, *lines: str, title: str | None = None, needs_ocr: bool = False) -> ReportPage:
    return ReportPage(number=number, title=title, lines=lines, needs_ocr=needs_ocr)


def test_a_report_is_one_article_with_its_pages() -> None:
    told = read(SLIDES.read_bytes())
    (article,) = told.articles
    assert (article.kind, article.published, told.trouble) == ("document", None, None)
    assert article.title == "ІНФОРМАЦІЯ ПРО РОБОТУ УПРАВЛІННЯ ПО ЗВ’ЯЗКАХ З ГРОМАДСЬКІСТЮ"
    assert article.origins == {"title": "pdf:page 1", "body": "pdf"}
    assert [part.position for part in article.parts] == list(range(1, 10))
    assert article.parts[5].link == f"{URL}#page=6"
    assert [part.position for part in article.parts if part.read_by is None] == [9]
    assert article.body == "\n".join(part.text for part in article.parts if part.text)


@pytest.mark.parametrize(
    ("pages", "title", "origin"),
    [
        pytest.param([page(1, "А"), page(2, "Б", title="ЗВІТ")], "ЗВІТ", "pdf:page 2", id="second-page"),
        pytest.param([page(1), page(2, "Звіт\tза рік")], "Звіт за рік", "pdf:page 2, first line", id="line"),
        pytest.param([page(1, "я" * 300)], "я" * 200, "pdf:page 1, first line", id="long-line"),
        pytest.param([page(1, needs_ocr=True)], "doc1519912345.pdf", "url:file name", id="scan"),
    ],
)
def test_what_a_report_is_called(pages: list[ReportPage], title: str, origin: str) -> None:
    article = make_document(Report(pages=tuple(pages)), SOURCE, capture(), "news")
    assert (article.title, article.origins["title"]) == (title, origin)


def test_a_report_can_be_a_golden_case(tmp_path: Path) -> None:
    at = datetime(2026, 9, 20, 9, tzinfo=UTC)
    note = Note(origin="constructed", shows="-", source=SOURCE.slug, url=URL, fetched_at=at)
    told = read_body(SLIDES.read_bytes(), note, SOURCE)
    assert (told["kind"], len(told["parts"])) == ("document", 9)
    write_case(tmp_path / SOURCE.slug / "report", SLIDES.read_bytes(), note, told)
    assert read_case(tmp_path / SOURCE.slug / "report", {SOURCE.slug: SOURCE}) == told


def test_the_hash_covers_the_pages() -> None:
    one, two = (
        make_document(Report(pages=pages), SOURCE, capture(), "news")
        for pages in [(page(1, "А", "Б"),), (page(1, "А"), page(2, "Б"))]
    )
    assert one.body == two.body
    assert one.content_hash != two.content_hash


@pytest.mark.parametrize(
    ("body", "url", "came", "message"),
    [
        pytest.param(b"\n<!DOCTYPE html><h1>404</h1>", URL, None, "expected a PDF, came", id="page"),
        pytest.param(
            make_pdf(Sheet()), "https://zt-rada.gov.ua/plan.pdf", None, "`documents` of the", id="undeclared"
        ),
        pytest.param(
            make_pdf(Sheet()), URL, "https://other.example/a.pdf", "another host than", id="elsewhere"
        ),
    ],
)
def test_answers_that_are_no_document(body: bytes, url: str, came: str | None, message: str) -> None:
    with pytest.raises(NotAnArticle, match=message):
        read_answer(body, None, SOURCE, replace(capture(url), url=came or url), "news", None)


def test_a_damaged_file_has_its_name() -> None:
    with pytest.raises(DamagedPdf, match="expected «%PDF-» at the start"):
        read(b"not a file of that kind")


def test_a_page_read_by_structure_offers_its_documents() -> None:
    html = f'''<html><title>Звіт за рік</title><body><h1>Звіт за рік</h1><i>12.02.2019</i><p>{"Текст звіту. " * 20}</p>
    <a href="{URL}"><img src="/i.png"></a>
    <a href="{URL}">Презентація</a> <a href="/files/plan.pdf">План</a><a href="http://[">?</a></body></html>'''
    (article,) = read(html.encode(), "https://zt-rada.gov.ua/?3398[0]=3506").articles
    plan = Attachment(url="https://zt-rada.gov.ua/files/plan.pdf", title="План")  # in the box of the text
    assert article.attachments == (Attachment(url=URL, title="Презентація"), plan)


def test_documents_beside_a_text_by_structure_are_kept_where_a_selector_finds_the_title() -> None:
    html = f'''<html><body><h1 class="bb">Звіт за рік</h1><div><p>{"Текст звіту. " * 20}</p></div>
    <ul><li><a href="{URL.rpartition("/")[2]}">Презентація</a></li></ul></body></html>'''
    (article,) = read(html.encode(), f"{URL.rpartition('/')[0]}/?items=3506").articles
    assert article.origins["title"] == "css:h1.bb"
    assert article.attachments == (Attachment(url=URL, title="Презентація"),)
