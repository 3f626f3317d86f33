"""Golden cases: a page, a note that says where it comes from, and every field that must be read from it.

`sites/<platform or source>/<case>/` holds `page.html`, `note.json` and `expected.json`. A missing `expected.json` is
written and the test fails: read every field beside the page, then run again. A page that must not become an article
is expected as {"error": "NotAnArticle", "message": …}; a page of several articles as a list of them.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from scrapers.charset import decode
from scrapers.errors import ParseError
from scrapers.folders import load_sources
from scrapers.parsers.page import parse_page, reader_of
from scrapers.records import Article, Capture
from scrapers.registry import PLATFORMS, SITES

FOLDER = Path(__file__).parent / "sites"
CASES = sorted(page.parent for page in FOLDER.glob("*/*/page.html"))
# set by the visit, or made from the fields that are compared
NOT_COMPARED = {"article_id", "content_hash", "capture_id", "seen_at", "position", "section", "source"}
OF_PARTS = {"kind", "period_start", "period_end", "parts"}  # of a digest or document only
SELDOM = ("attribution", "photo_credit")  # named where they are there
MANY = {"telegram", "month_page"}  # readers of pages that hold several articles


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: Literal["constructed", "recorded"]
    shows: str
    source: str
    url: str
    fetched_at: datetime
    content_type: str = "text/html; charset=utf-8"
    section: str = "news"
    sent_in: str = "utf-8"  # the charset of the page as the site sends it; here all are kept in UTF-8


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_page_is_read_as_expected(case: Path) -> None:
    assert read_case(case) == golden_of(case)


def test_every_platform_has_cases() -> None:
    assert {path.stem for path in PLATFORMS.glob("*.toml")} <= {case.parent.name for case in CASES}


def test_missing_golden_file_is_written_and_the_test_fails(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CASES[0], tmp_path / "case"))
    (case / "expected.json").unlink()
    with pytest.raises(pytest.fail.Exception, match="was missing and has been written"):
        golden_of(case)
    assert golden_of(case) == golden_of(CASES[0])


def golden_of(case: Path) -> Any:
    golden = case / "expected.json"
    if not golden.exists():
        golden.write_text(json.dumps(read_case(case), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read every field beside the page, run again")
    return json.loads(golden.read_text(encoding="utf-8"))


def read_case(case: Path) -> Any:
    note = Note.model_validate_json((case / "note.json").read_text(encoding="utf-8"))
    source = load_sources([SITES, FOLDER])[note.source]
    body = (case / "page.html").read_bytes().decode("utf-8").encode(note.sent_in)
    text, _ = decode(body, note.content_type, source.charset)
    try:
        articles = parse_page(text, source, capture_of(note), note.section)
    except ParseError as error:
        return {"error": type(error).__name__, "message": str(error)}
    if reader_of(source, note.section) in MANY:
        return [{"position": article.position, **compared(article)} for article in articles]
    (article,) = articles
    return compared(article)


def compared(article: Article) -> dict[str, Any]:
    left_out = NOT_COMPARED | (OF_PARTS if article.kind == "article" else set())
    told = {key: value for key, value in asdict(article).items() if key not in left_out}
    for name in SELDOM:
        if told[name] is None:
            del told[name]
    told["body"] = article.body.split("\n") if article.body else []
    return dict(json.loads(json.dumps(told, default=lambda day: day.isoformat())))


def capture_of(note: Note) -> Capture:
    return Capture(
        capture_id="urn:uuid:00000000-0000-0000-0000-000000000001",
        source=note.source,
        visit_id="visit",
        role="page",
        section="news",
        requested_url=note.url,
        url=note.url,
        fetched_at=note.fetched_at,
        status=200,
        media_type="text/html",
        etag=None,
        last_modified=None,
        sha256="0" * 64,
        size=1,
        warc_file="a.warc",
        warc_offset=0,
        revisit=False,
    )
