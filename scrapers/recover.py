"""A visit that was killed, read back from its WARC records: what was archived is never asked for again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from scrapers.errors import ScrapeError
from scrapers.fetch import verdict
from scrapers.outcomes import outcome_before, outcome_of, stage_articles
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.reading import read_answer
from scrapers.records import OUTCOMES, Capture, Failure, Known, LedgerEntry, Outcome, Visit
from scrapers.registry import Source
from scrapers.stage import Stage

INTERRUPTED = "interrupted: read back from the archive"


class Recovery:
    """Takes the captures of one torn visit one by one, in the order of their time, and ends as a Visit."""

    def __init__(
        self, source: Source, known: Mapping[str, Known], stage: Stage, ocr: Ocr | None = OCR
    ) -> None:
        self.source, self.known, self.stage, self.ocr = source, known, stage, ocr
        self.captures: list[tuple[datetime, int, int]] = []  # time, status, size
        self.entries: dict[str, LedgerEntry] = {}
        self.failures: dict[str, Failure] = {}

    def take(self, capture: Capture, body: Callable[[], bytes], content_type: str | None) -> None:
        """`body` gives the decompressed body; it is called only where one is needed."""
        self.stage.add(capture)
        self.captures.append((capture.fetched_at, capture.status, capture.size))
        if capture.role != "page" or (300 <= capture.status < 400 and capture.status != 304):
            return
        outcome, reason = self._settle(capture, body, content_type)
        self.entries[capture.requested_url] = LedgerEntry(
            visit_id=capture.visit_id,
            source=self.source.slug,
            url=capture.requested_url,
            sections=(capture.section,),
            readers=(),
            outcome=outcome,
            reason=reason,
            capture_id=capture.capture_id,
        )

    def _settle(
        self, capture: Capture, body: Callable[[], bytes], content_type: str | None
    ) -> tuple[Outcome, str | None]:
        """As in a visit; a later answer to the same link takes the place of an earlier one."""
        self.failures.pop(capture.requested_url, None)
        try:
            return self._read(capture, body, content_type)
        except ScrapeError as error:
            outcome = outcome_of(error, self.known.get(capture.requested_url))
            if outcome in ("failed", "blocked"):
                told = (error.stage, type(error).__name__, str(error))
                self.failures[capture.requested_url] = self._failure(capture, *told)
            return outcome, f"{type(error).__name__}: {error}"

    def _read(
        self, capture: Capture, body: Callable[[], bytes], content_type: str | None
    ) -> tuple[Outcome, str | None]:
        known = self.known.get(capture.requested_url)
        if said := outcome_before(known, capture):
            return said, None
        if error := verdict(capture.status):
            raise error(f"{capture.url}: expected a page, came {capture.status}")
        told = read_answer(body(), content_type, self.source, capture, capture.section, self.ocr)
        if told.trouble:
            self.failures[capture.requested_url] = self._failure(
                capture, "parse", *told.trouble.split(": ", 1)
            )
        return stage_articles(self.stage, told.articles, capture, known), told.trouble

    def _failure(self, capture: Capture, stage: str, error: str, message: str) -> Failure:
        return Failure(
            visit_id=capture.visit_id,
            source=self.source.slug,
            url=capture.requested_url,
            stage=stage,
            error=error,
            message=message,
            at=capture.fetched_at,
        )

    def finish(self, visit_id: str) -> Visit:
        """The visit as far as it came: always partial, since its links were not all asked for."""
        for entry in self.entries.values():
            self.stage.add(entry)
        for failure in self.failures.values():
            self.stage.add(failure)
        counts = Counter(entry.outcome for entry in self.entries.values())
        times = [at for at, _, _ in self.captures]
        return Visit(
            visit_id=visit_id,
            run_id=visit_id,
            source=self.source.slug,
            started_at=min(times),
            finished_at=max(times),
            interval_start=min(times),
            interval_end=max(times),
            status="partial",
            reason=INTERRUPTED,
            found=len(self.entries),
            outcomes={outcome: counts[outcome] for outcome in OUTCOMES},
            requests=len(self.captures),
            not_modified=sum(status == 304 for _, status, _ in self.captures),
            bytes_received=sum(size for _, _, size in self.captures),
        )
