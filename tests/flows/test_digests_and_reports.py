"""Digests and PDF reports the whole way: fetched, archived, read, stored, published, and what becomes of changes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.dry_run import check_archive
from flows.pipeline import Run, RunResult
from flows.settings import Home, load_settings
from flows.sources import all_sources
from scrapers.archive import Archive
from scrapers.parsers.tesseract import Ocr
from tests.flows.small_web import SmallWeb
from tests.scrapers.paper import Sheet, make_pdf
from tests.scrapers.test_report_apart import bomb
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_published, open_writer

SITES = Path(__file__).parent.parent / "sites"
SLIDES = (SITES / "zhytomyr_rada" / "slides" / "report.pdf").read_bytes()
SOURCE = """
name = "Асоціація міст України"
platform = "drupal"
url = "{base}/"
region = "national"
delay = 0
documents = ['^/files/doc\\d+\\.pdf$']
digests = [{{ says = "(?i)робота громад в умовах воєнного стану" }}]

[[sections]]
name = "news"
item = "div.row"
link = "a"
"""
ARTICLE = """<!DOCTYPE html><html lang="uk"><head><title>{title}</title>
<meta property="article:published_time" content="{day}T10:00:00+02:00"></head><body><h1 class="page-title">{title}</h1>
<article class="node"><div class="content"><div class="field-name-body">{body}</div></div></article></body></html>"""
REPORT = "/files/doc1519912345.pdf"
NO_OCR = Ocr(program="there-is-none")


@dataclass
class Place:
    home: Home
    folder: Path
    web: SmallWeb
    ocr: Ocr = NO_OCR

    def publish_list(self, *paths: str) -> None:
        self.web.html(
            "/news", "".join(f'<div class="row"><a href="{path}">Новина</a></div>' for path in paths)
        )

    def article(self, path: str, title: str, body: str, day: str = "2025-02-10") -> None:
        self.web.html(path, ARTICLE.format(title=title, body=f"<p>{body}</p>", day=day))

    def run(self, **settings: Any) -> RunResult:
        known = all_sources([self.folder], only_folders=True)
        given = load_settings(self.home, {"allow_private": ["127.0.0.0/8"], "backoff": 0.01, **settings})
        work = Run(self.home, given, known, registry=known, ocr=self.ocr)
        work.open(wait=10)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        with open_writer(self.home.warehouse) as connection:
            assert run_checks(connection) == []
        return work.result

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with open_published(self.home.database) as connection:
            return connection.execute(query).fetchall()

    def hash(self) -> str:
        with open_writer(self.home.warehouse) as connection:
            return content_hash(connection)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with SmallWeb() as web:
        (tmp_path / "sources").mkdir()
        (tmp_path / "sources" / "amu.toml").write_text(SOURCE.format(base=web.base), encoding="utf-8")
        web.html("/robots.txt", "")
        yield Place(Home(tmp_path / "home"), tmp_path / "sources", web)


def outcomes(result: RunResult) -> dict[str, int]:
    (batch,) = result.batches
    return {name: number for name, number in batch.visit.outcomes.items() if number}


def digest_page(case: str) -> str:
    return (SITES / "auc" / case / "page.html").read_text(encoding="utf-8")


def ledger(place: Place) -> list[tuple[str, str, str | None]]:
    """Path, outcome and reason of the last visit's links."""
    rows = place.ask(
        """select url, outcome, reason from ledger
        where visit_id = (select max(visit_id) from visits) order by url"""
    )
    return [(url.removeprefix(place.web.base), outcome, reason) for url, outcome, reason in rows]


OWN = "/novyna/subsydiya-na-orendu"  # the address that item 6 of the digest leads to
OWN_TEXT = "Новий інструмент підтримки для ВПО – субсидію на оренду житла, презентували в Мінсоцполітики."


def test_a_digest_is_one_article_and_thirteen_items(place: Place) -> None:
    place.publish_list("/novyna/digest")
    place.web.html("/novyna/digest", digest_page("digest_node"))
    assert outcomes(place.run()) == {"new": 1}
    assert place.ask("select kind, count(*) from articles group by kind") == [("digest", 1)]
    rows = place.ask(
        "select position, section, title, link, article_id, matched_by from digest_items order by 1"
    )
    assert [row[0] for row in rows] == list(range(1, 14))
    assert len({row[1] for row in rows}) == 7
    assert rows[5][2:] == ("Субсидія на оренду житла для ВПО", place.web.base + OWN, None, None)
    assert place.ask(
        "select distinct url, period_start::text, period_end::text, version from digest_items"
    ) == [(f"{place.web.base}/novyna/digest", "2025-02-08", "2025-02-14", 1)]
    assert outcomes(place.run()) == {"unchanged": 1}


@pytest.mark.parametrize("case", ["digest_node", "digest_hashed"])
@pytest.mark.parametrize("order", ["together", "digest-first", "article-first"])
def test_an_item_finds_its_own_article_whenever_that_comes(place: Place, case: str, order: str) -> None:
    """By its address, or where all are «#» by title and words."""
    place.web.html("/novyna/digest", digest_page(case))
    place.article(
        OWN,
        "Субсидія на оренду житла для ВПО",
        OWN_TEXT + " Узяли участь Олександр Слобожан від Асоціації міст України, 06 лютого 2025 року.",
    )
    place.article(
        "/novyna/inshe", "Субсидія на оренду житла для ВПО", "Про щось зовсім інше, в іншій громаді."
    )
    paths = ["/novyna/digest", OWN, "/novyna/inshe"]
    if order != "together":
        place.publish_list(*(paths[:1] if order == "digest-first" else paths[1:]))
        place.run()
    place.publish_list(*paths)
    place.run()
    matches = place.ask(
        """select i.position, a.url, i.matched_by
        from digest_items as i join articles as a on a.article_id = i.article_id"""
    )
    assert matches == [(6, place.web.base + OWN, "link" if case == "digest_node" else "title")]


def test_an_edited_digest_is_a_new_wording(place: Place) -> None:
    page = digest_page("digest_node")
    place.publish_list("/novyna/digest")
    place.web.html("/novyna/digest", page)
    place.run()
    place.web.html("/novyna/digest", page.replace(OWN, "/novyna/inshe"))
    assert outcomes(place.run()) == {"changed": 1}
    assert place.ask("select distinct version from digest_items") == [(2,)]
    assert place.ask("select link from digest_items where position = 6") == [
        (f"{place.web.base}/novyna/inshe",)
    ]
    assert place.ask("select change_kinds from article_versions where version = 2") == [(["parts"],)]


def test_a_report_that_an_article_offers_is_read_page_by_page(place: Place) -> None:
    place.publish_list("/novyna/zvit")
    place.article(
        "/novyna/zvit", "Звіт управління", f'<a href="{REPORT}">Звіт</a> <a href="/files/plan.pdf">План</a>'
    )
    place.web.pdf(REPORT, SLIDES)
    result = place.run()
    assert outcomes(result) == {"new": 2}
    assert place.web.statuses("/files/plan.pdf") == []
    rows = place.ask("select url, page, title, text, page_url, read_by from document_pages order by page")
    url = place.web.base + REPORT
    assert [row[1] for row in rows] == list(range(1, 10))
    assert rows[5][0] == url
    assert "У голосуванні взяли участь 8676" in rows[5][3]
    assert rows[5][4:] == (f"{url}#page=6", "text")
    assert rows[3][2].startswith("149 ЗВЕРНЕНЬ, ІЗ НИХ НЕОБХІДНУ КІЛЬКІСТЬ ПІДПИСІВ")
    (article,) = place.ask("select title, published, body from articles where kind = 'document'")
    assert article[:2] == ("ІНФОРМАЦІЯ ПРО РОБОТУ УПРАВЛІННЯ ПО ЗВ’ЯЗКАХ З ГРОМАДСЬКІСТЮ", None)
    assert "28 756 голосів" in article[2]


def test_a_scan_without_ocr_is_kept_and_named_and_read_once_ocr_is_there(
    place: Place, tmp_path: Path
) -> None:
    place.publish_list(REPORT)
    place.web.pdf(REPORT, make_pdf(Sheet().text(40, 400, "Читається і так"), Sheet().box(40, 40, 400, 400)))
    assert outcomes(place.run()) == {"new": 1}
    ((_, outcome, reason),) = ledger(place)
    assert outcome == "new"
    assert reason is not None
    assert reason.startswith("OcrUnavailable: scanned pages need the program 'there-is-none'")
    failures = (
        "select error, stage from failures where message like '%apt install tesseract-ocr-ukr%' or true"
    )
    assert place.ask(failures) == [("OcrUnavailable", "parse")]
    pages = "select page, text, read_by, version from document_pages order by page"
    assert place.ask(pages) == [(1, "Читається і так", "text", 1), (2, "", None, 1)]
    place.ocr = stand_in(tmp_path)
    assert outcomes(place.run()) == {"changed": 1}
    assert place.web.statuses(REPORT) == [200, 304]
    assert place.ask(pages) == [(1, "Читається і так", "text", 2), (2, "ЗВІТ", "ocr", 2)]
    assert outcomes(place.run()) == {"unchanged": 1}


def stand_in(folder: Path) -> Ocr:
    """A program that answers as tesseract does."""
    path = folder / "tesseract"
    path.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "print('List of languages:\\nukr' if '--list-langs' in sys.argv else 'З В І Т')\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return Ocr(program=str(path), dots=72)


def test_another_file_under_the_same_address_is_a_new_version(place: Place) -> None:
    """Also where the page that offers it has not changed."""
    place.publish_list("/novyna/zvit")
    place.article("/novyna/zvit", "Звіт управління", f'<a href="{REPORT}">Звіт</a>')
    place.web.pdf(
        REPORT, make_pdf(Sheet().text(40, 400, "Звіт за 2016 рік"), Sheet().text(40, 400, "67 проектів"))
    )
    place.run()
    place.web.pdf(REPORT, make_pdf(Sheet().text(40, 400, "Звіт за 2017 рік")))
    assert outcomes(place.run()) == {"changed": 1, "unchanged": 1}
    assert place.ask("select page, text, version from document_pages") == [(1, "Звіт за 2017 рік", 2)]
    versions = "select version, body from article_versions where url like '%.pdf' order by version"
    assert place.ask(versions) == [(1, "Звіт за 2016 рік\n67 проектів"), (2, "Звіт за 2017 рік")]
    assert outcomes(place.run()) == {"unchanged": 2}
    assert place.web.statuses(REPORT) == [200, 200, 304]


def test_a_dry_run_reads_reports_as_a_visit_does(place: Place) -> None:
    place.publish_list("/novyna/zvit")
    place.article("/novyna/zvit", "Звіт управління", f'<a href="{REPORT}">Звіт</a>')
    place.web.pdf(REPORT, make_pdf(Sheet().text(40, 400, "Звіт за 2016 рік")))
    place.run()
    (source,) = all_sources([place.folder], only_folders=True).values()
    check = check_archive(source, place.home, Archive(place.home.archive), 5)
    assert [(page.state, page.reason) for page in check.pages] == [("same", None)] * 2
    assert check.problems == []


def test_hostile_files_end_named_and_stop_nothing(place: Place) -> None:
    files = {
        "/files/doc1.pdf": (SLIDES, "new", "OcrUnavailable"),  # its last page is a picture
        "/files/doc2.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "failed", "DamagedPdf"),
        "/files/doc3.pdf": (bomb(2000), "failed", "PdfTooLarge"),
        "/files/doc4.pdf": (make_pdf(), "failed", "EmptyPdf"),
        "/files/doc5.pdf": (SLIDES + bytes(4 * 2**20), "failed", "TooLarge"),
        "/files/doc6.pdf": (b"<!DOCTYPE html><h1>404</h1>", "not_an_article", "NotAnArticle"),
        "/files/plan.pdf": (SLIDES, "not_an_article", "NotAnArticle"),
    }
    for path, (data, _, _) in files.items():
        place.web.pdf(path, data)
    place.article("/novyna/a", "Новина", "Текст.")
    place.publish_list(*files, "/files/doc7.pdf", "/novyna/a")
    result = place.run(max_body_mb=3)
    told = [
        (path, outcome, (reason or "").partition(":")[0] or None) for path, outcome, reason in ledger(place)
    ]
    expected = [(path, outcome, error) for path, (_, outcome, error) in files.items()]
    assert told == sorted([*expected, ("/files/doc7.pdf", "gone", "Gone"), ("/novyna/a", "new", None)])
    assert sum(outcomes(result).values()) == len(files) + 2
    assert place.ask("select count(*) from document_pages") == [(9,)]


def test_a_report_not_asked_for_before_a_kill_is_asked_for_later(place: Place) -> None:
    """The page was archived and read back, its report was still to come."""
    place.publish_list("/novyna/zvit", "/novyna/digest")
    place.web.html("/novyna/digest", digest_page("digest_node"))
    place.article("/novyna/zvit", "Звіт управління", f'<a href="{REPORT}">Звіт</a>')
    place.web.pdf(REPORT, SLIDES)
    place.run()
    undisturbed = place.hash()
    place.web.asked.clear()
    for path in (place.home.published, place.home.staging):
        shutil.rmtree(path)
    place.home.warehouse.unlink()
    cut_before(Archive(place.home.archive), place.web.base + REPORT)
    assert place.run().recovered.captures == 5  # robots.txt, the list and what is behind its end, two pages
    assert place.web.statuses(REPORT) == [200]
    assert place.hash() == undisturbed
    assert place.ask("select count(*) from document_pages") == [(9,)]
    assert place.ask("select count(*) from digest_items") == [(13,)]


def cut_before(archive: Archive, url: str) -> None:
    """The archive as a kill leaves it that comes while the first record of an address is written."""
    files = [file for file in archive.folder.rglob("*.warc*") if file.is_file()]
    for file in files:
        name = str(file.relative_to(archive.folder))
        for record in archive.records(name, 0):
            if record.capture is not None and record.capture.requested_url == url:
                os.truncate(file, record.offset + 40)
                return
    raise AssertionError(f"{url} is not in {files}")
