"""Makes batches as the scrapers stage them: JSON lines written from the dataclasses."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from scrapers.records import (
    OUTCOMES,
    Article,
    Attachment,
    Batch,
    Capture,
    Failure,
    LedgerEntry,
    Outcome,
    Role,
    SectionRead,
    Visit,
    VisitStatus,
)
from warehouse.records import SourceRow

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2024, 9, 16, 5, 0, tzinfo=UTC)
WARC = "2024/0001.warc"


def make_uuid(*words: object) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, " ".join(map(str, words))))


def make_article(url: str, position: int = 0, *, source: str = "drabiv", **fields: Any) -> Article:
    """An article of `url`; its content hash follows from its texts."""
    given: dict[str, Any] = {
        "title": "Об'єднана «громада» <script>alert(1)</script>",
        "lead": None,
        "body": "Перший рядок\nДругий рядок: п’ять ґав",
        "published": datetime(2024, 9, 16, 8, 41, tzinfo=KYIV),
        "published_precision": "minute",
        "published_raw": "16 Вересня, 2024 о 08:41",
        "author": None,
        "lang": "uk",
        "category": "Новини",
        "source_tags": ("бюджет", "село"),
        "region_hint": "Черкаська область",
        "community_names": ("Драбівська громада",),
        "images": (),
        "attachments": (Attachment(url="https://drabiv.example/a.pdf", title="Рішення №1"),),
        "origins": {"title": "h1", "published": ".date"},
        "seen_at": START,
        "capture_id": make_uuid("capture", url),
        **fields,
    }
    texts = [str(given[name]) for name in ("title", "lead", "body", "published")]
    return Article(
        article_id=make_uuid(source, url, position),
        source=source,
        url=url,
        position=position,
        section="news",
        content_hash=hashlib.sha256("\0".join(texts).encode()).hexdigest(),
        **given,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One link of a visit: how it ended, the articles it gave, the captures it took."""

    url: str
    outcome: Outcome
    articles: tuple[Article, ...] = ()
    captures: tuple[Capture, ...] = ()
    sections: tuple[str, ...] = ("news",)


def make_capture(requested_url: str, status: int = 200, **fields: Any) -> Capture:
    given: dict[str, Any] = {
        "capture_id": make_uuid("capture", requested_url),
        "role": "page",
        "section": "news",
        "url": requested_url,
        "fetched_at": START,
        "media_type": "text/html",
        "etag": None,
        "last_modified": None,
        "sha256": hashlib.sha256(requested_url.encode() if status != 304 else b"").hexdigest(),
        "size": 100,
        "warc_file": WARC,
        "warc_offset": 0,
        "revisit": False,
        **fields,
    }
    return Capture(source="drabiv", visit_id="?", requested_url=requested_url, status=status, **given)


def see(url: str, outcome: Outcome = "new", **fields: Any) -> Look:
    """A link with one article, read from one capture."""
    article = make_article(url, **fields)
    capture = make_capture(url, capture_id=article.capture_id)
    return Look(url=url, outcome=outcome, articles=(article,), captures=(capture,))


@dataclass(slots=True, kw_only=True)
class Site:
    """A source whose visits follow one another by an hour; each is staged in a folder of its own."""

    folder: Path
    source: str = "drabiv"
    step: timedelta = timedelta(hours=1)
    visits: int = 0
    indexed: int = 0
    batches: list[Batch] = field(default_factory=list)

    def visit(
        self,
        looks: Sequence[Look],
        *,
        status: VisitStatus = "complete",
        extra: Iterable[Capture] = (),
        complete: bool = True,
        **changes: Any,
    ) -> Batch:
        """Stage a visit; `extra` are captures of no link, `changes` go into its Visit."""
        visit = self._next_visit(looks, status)
        folder = self.folder / visit.visit_id
        folder.mkdir(parents=True)
        captures = [capture for look in looks for capture in look.captures] + list(extra)
        own = {"source": self.source, "visit_id": visit.visit_id}
        _write(folder / "captures.jsonl", (replace(capture, **own) for capture in captures))
        named = Counter(["news"] * (not looks) + [name for look in looks for name in look.sections])
        reads = (
            _section_read(visit, name, n if looks else 0, complete=complete) for name, n in named.items()
        )
        _write(folder / "section_reads.jsonl", reads)
        _write_looks(folder, visit, looks)
        batch = Batch(
            visit=replace(visit, **changes),
            folder=str(folder),
            warc_files={WARC: self.indexed},
        )
        self.batches.append(batch)
        return batch

    def _next_visit(self, looks: Sequence[Look], status: VisitStatus) -> Visit:
        started_at = START + self.visits * self.step
        counts = Counter(look.outcome for look in looks)
        visit = Visit(
            visit_id=f"{self.source}-{self.visits}",
            run_id="run",
            source=self.source,
            started_at=started_at,
            finished_at=started_at + timedelta(minutes=1),
            interval_start=started_at - self.step,
            interval_end=started_at,
            status=status,
            reason=None,
            found=len(looks),
            outcomes={outcome: counts[outcome] for outcome in OUTCOMES},
            requests=len(looks),
            not_modified=0,
            bytes_received=100 * len(looks),
        )
        self.visits += 1
        self.indexed += 1000
        return visit


def _write_looks(folder: Path, visit: Visit, looks: Sequence[Look]) -> None:
    """Articles, their parts, the ledger and the failures; no file of parts or failures where there are none."""
    articles = [article for look in looks for article in look.articles]
    _write(folder / "articles.jsonl", articles)
    parts = [
        {"article_id": article.article_id, "content_hash": article.content_hash, **asdict(part)}
        for article in articles
        for part in article.parts
    ]
    if parts:
        _write(folder / "parts.jsonl", parts)
    _write(folder / "ledger.jsonl", (_entry(visit, look) for look in looks))
    failed = [look for look in looks if look.outcome == "failed"]
    if failed:
        _write(folder / "failures.jsonl", (_failure(visit, look) for look in failed))


def _section_read(visit: Visit, section: str, found: int, *, complete: bool) -> SectionRead:
    return SectionRead(
        visit_id=visit.visit_id,
        source=visit.source,
        section=section,
        reader="listing",
        pages=1,
        found=found,
        only_here=0,
        complete=complete,
        error=None,
    )


def index_capture(url: str, role: Role, status: int = 200, **fields: Any) -> Capture:
    return make_capture(url, status, role=role, section="", **fields)


def make_source(source: str = "drabiv", **fields: Any) -> SourceRow:
    given: dict[str, Any] = {
        "name": "Драбівська громада",
        "platform": "vlada_ua",
        "url": "https://drabiv.example",
        "region": None,
        "community": "UA71020090000012345",
        "evidence": "шапка сайту",
        "schedule": "0 * * * *",
        "active": True,
        **fields,
    }
    return SourceRow(source=source, **given)


def _entry(visit: Visit, look: Look) -> LedgerEntry:
    return LedgerEntry(
        visit_id=visit.visit_id,
        source=visit.source,
        url=look.url,
        sections=look.sections,
        readers=("listing",),
        outcome=look.outcome,
        reason=None,
        capture_id=look.captures[-1].capture_id if look.captures else None,
    )


def _failure(visit: Visit, look: Look) -> Failure:
    return Failure(
        visit_id=visit.visit_id,
        source=visit.source,
        url=look.url,
        stage="fetch",
        error="Unreachable",
        message="expected an answer, came none",
        at=visit.started_at,
    )


def _write(file: Path, records: Iterable[Any]) -> None:
    with file.open("wb") as out:
        for record in records:
            row = record if isinstance(record, dict) else asdict(record)
            out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
