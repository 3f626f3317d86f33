"""Which visit it is, what it works with, and how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scrapers.before import StoredPage
from scrapers.fetch import ArchiveWriter, Fetcher
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.records import Outcome, VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which visit this is. `clock` gives the time now, in UTC."""

    visit_id: str
    run_id: str
    interval_start: datetime
    interval_end: datetime
    clock: Callable[[], datetime]
    kind: VisitKind = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a visit has come; `found` is 0 while sections are still read."""

    source: str
    phase: str
    found: int
    outcomes: Counter[Outcome]
    requests: int
    not_modified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a visit works with; `stored_page` gives a body, decompressed, and its Content-Type back from the archive."""

    fetcher: Fetcher
    archive: ArchiveWriter
    stored_page: StoredPage
    report: Callable[[Progress], None]
    ocr: Ocr | None = OCR  # what reads scanned pages of documents, where it is installed
