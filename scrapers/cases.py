"""Golden cases: a page, a note that says where it comes from, and every field that must be read from it.

`<folder>/<platform or source>/<case>/` holds `page.html`, `note.json` and `expected.json`. Pages are kept in UTF-8, and
the note tells the charset they were sent in; where that would lose bytes, as they were sent, in `page.html.gz`. A page
that must not become an article is expected as {"error": "NotAnArticle", "message": …}, one of several as their list.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from scrapers.charset import decode
from scrapers.errors import ParseError
from scrapers.marks import Checked
from scrapers.parsers.page import MANY, reader_of
from scrapers.reading import read_answer
from scrapers.records import Article, Capture
from scrapers.registry import Source
from scrapers.site_facts import romanize

PAGE, PACKED, NOTE, EXPECTED = "page.html", "page.html.gz", "note.json", "expected.json"
# set by the visit, or made from the fields that are compared
NOT_COMPARED = frozenset(
    {
        "article_id",
        "content_hash",
        "capture_id",
        "seen_at",
        "position",
        "section",
        "source",
        "before",
        "parser",
    }
)
# a field that most articles lack is named where it says something
_SELDOM = {field.name: field.default for field in fields(Article) if field.default is not MISSING}
_LONGEST_NAME = 50


class Note(Checked):
    """Where a case comes from. `recorded` pages were answered by a site, `constructed` ones were written by hand."""

    origin: Literal["constructed", "recorded"]
    shows: str
    source: str
    url: str
    fetched_at: datetime
    content_type: str = "text/html; charset=utf-8"
    section: str = "news"
    sent_in: str = "utf-8"  # the charset of the page as the site sends it; in page.html it is UTF-8


def find_cases(folder: Path) -> list[Path]:
    return sorted({page.parent for name in (PAGE, PACKED) for page in folder.glob(f"*/*/{name}")})


def read_note(case: Path) -> Note:
    """Raises pydantic.ValidationError, OSError."""
    return Note.model_validate_json((case / NOTE).read_text(encoding="utf-8"))


def read_case(case: Path, sources: Mapping[str, Source]) -> Any:
    """What is read from a case's page now, as `expected.json` would have it."""
    note = read_note(case)
    if (case / PACKED).exists():
        body = gzip.decompress((case / PACKED).read_bytes())
    else:
        body = (case / PAGE).read_bytes().decode("utf-8").encode(note.sent_in)
    return read_body(body, note, sources[note.source])


def read_body(body: bytes, note: Note, source: Source) -> Any:
    """As a visit reads it, but for scanned pages: what they give depends on the machine."""
    try:
        articles = read_answer(body, note.content_type, source, capture_of(note), note.section, None).articles
    except ParseError as error:
        return {"error": type(error).__name__, "message": str(error)}
    if reader_of(source, note.section) in MANY:
        return [{"position": article.position, **compared(article)} for article in articles]
    (article,) = articles
    return compared(article)


def compared(article: Article) -> dict[str, Any]:
    """The fields that a golden case compares, as JSON has them; the body as its lines."""
    told = {
        key: value
        for key, value in asdict(article).items()
        if key not in NOT_COMPARED and (key not in _SELDOM or value != _SELDOM[key])
    }
    told["body"] = article.body.split("\n") if article.body else []
    return dict(json.loads(json.dumps(told, default=lambda day: day.isoformat())))


def as_json(expected: Any) -> str:
    return json.dumps(expected, ensure_ascii=False, indent=2) + "\n"


def write_case(case: Path, body: bytes, note: Note, expected: Any) -> None:
    """A new case, whole or not at all; `body` is without its transfer's compression. `note.sent_in` is found out.

    Raises FileExistsError.
    """
    if case.exists():
        raise FileExistsError(f"{case} is there already")
    case.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".case-", dir=case.parent.parent))
    try:
        sent_in = _kept_in(body, decode(body, note.content_type)[1])
        if sent_in is None:
            (made / PACKED).write_bytes(gzip.compress(body, mtime=0))
        else:
            (made / PAGE).write_bytes(body.decode(sent_in).encode("utf-8"))
            note = note.model_copy(update={"sent_in": sent_in})
        told = note.model_dump(mode="json", exclude_defaults=True)
        (made / NOTE).write_text(as_json(told), encoding="utf-8")
        (made / EXPECTED).write_text(as_json(expected), encoding="utf-8")
        made.chmod(0o755)
        made.rename(case)
    except BaseException:
        shutil.rmtree(made)
        raise


def _kept_in(body: bytes, charset: str) -> str | None:
    """The charset, if the page can be kept in UTF-8 and sent again as it came; None if a byte would be another."""
    try:
        whole = body.decode(charset).encode(charset) == body
    except UnicodeError:
        return None
    return charset if whole else None


def name_of(url: str, title: str | None) -> str:
    """A case's name, from the title if there is one: `u_verbivtsi_rozchystyly_krynychku`."""
    words = romanize(title) if title else ""
    if not words:
        words = re.sub(r"[^a-z0-9]+", "_", url.partition("://")[2].partition("/")[2].lower()).strip("_")
    cut = words[:_LONGEST_NAME]
    return (cut if cut == words else cut.rpartition("_")[0] or cut) or "front_page"


def capture_of(note: Note) -> Capture:
    return Capture(
        capture_id="urn:uuid:00000000-0000-0000-0000-000000000001",
        source=note.source,
        visit_id="visit",
        role="page",
        section=note.section,
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
