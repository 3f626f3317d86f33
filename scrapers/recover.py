"""A visit that was killed, read back from its WARC records: what was archived is never asked for again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from scrapers.before import StoredPage, articles_before
from scrapers.doubts import Doubts
from scrapers.errors import Blocked, NotAnArticle, ScrapeError
from scrapers.fetch import verdict
from scrapers.notices import may_be_notice, notice_error
from scrapers.outcomes import outcome_before, outcome_of, stage_articles
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.reading import read_answer
from scrapers.records import OUTCOMES, Article, Capture, Failure, Known, LedgerEntry, Outcome, Visit
from scrapers.registry import Source
from scrapers.stage import Stage

INTERRUPTED = "interrupted: read back from the archive"


class Recovery:
    """Takes the captures of one torn visit one by one, in the order of their time, and ends as a Visit."""

    def __init__(
        self,
        source: Source,
        known: Mapping[str, Known],
        stage: Stage,
        ocr: Ocr | None = OCR,
        stored_page: StoredPage | None = None,
    ) -> None:
        self.source, self.known, self.stage, self.ocr = source, known, stage, ocr
        self.stored_page = stored_page
        self.captures: list[tuple[datetime, int, int]] = []  # time, status, size
        self.entries: dict[str, tuple[LedgerEntry, Capture]] = {}
        self.failures: dict[str, Failure] = {}
        self.doubts = Doubts()

    def take(self, capture: Capture, body: Callable[[], bytes], headers: Mapping[str, str]) -> None:
        """`body` gives the decompressed body; it is called only where one is needed."""
        self.stage.add(capture)
        self.captures.append((capture.fetched_at, capture.status, capture.size))
        if capture.role != "page" or (300 <= capture.status < 400 and capture.status != 304):
            return
        outcome, reason = self._settle(capture, body, headers)
        entry = LedgerEntry(
            visit_id=capture.visit_id,
            source=self.source.slug,
            url=capture.requested_url,
            sections=(capture.section,),
            readers=(),
            outcome=outcome,
            reason=reason,
            capture_id=capture.capture_id,
        )
        self.entries[capture.requested_url] = entry, capture

    def _settle(
        self, capture: Capture, body: Callable[[], bytes], headers: Mapping[str, str]
    ) -> tuple[Outcome, str | None]:
        """As in a visit; a later answer to the same link takes the place of an earlier one."""
        self.failures.pop(capture.requested_url, None)
        self.doubts.forget(capture.requested_url)
        try:
            return self._read(capture, body, headers)
        except ScrapeError as error:
            if isinstance(error, NotAnArticle):
                self.doubts.see_none(capture.requested_url, capture)
            outcome = outcome_of(error, self.known.get(capture.requested_url))
            if outcome in ("failed", "blocked"):
                told = (error.stage, type(error).__name__, str(error))
                self._note_failure(capture, *told)
            return outcome, f"{type(error).__name__}: {error}"

    def _read(
        self, capture: Capture, body: Callable[[], bytes], headers: Mapping[str, str]
    ) -> tuple[Outcome, str | None]:
        known = self.known.get(capture.requested_url)
        if said := outcome_before(known, capture):
            return said, None
        page, error = b"", verdict(capture.status)
        if error is None or (error is not Blocked and may_be_notice(capture.status)):
            page = body()
            if notice := notice_error(capture.url, capture.status, headers, page, capture):
                raise notice
        if error is not None:
            raise error(f"{capture.url}: expected a page, came {capture.status}")
        content_type = headers.get("Content-Type")
        told = read_answer(page, content_type, self.source, capture, capture.section, self.ocr)
        if told.trouble:
            self._note_failure(capture, "parse", *told.trouble.split(": ", 1))
        outcome = stage_articles(
            self.stage, told.articles, capture, known, partial(self._read_before, known, capture)
        )
        self.doubts.see(capture.requested_url, told.articles, capture)
        return outcome, told.trouble

    def _read_before(self, known: Known | None, capture: Capture) -> list[Article]:
        if self.stored_page is None:
            return []
        return articles_before(known, self.source, capture, capture.section, self.stored_page)

    def _note_failure(self, capture: Capture, stage: str, error: str, message: str) -> None:
        self.failures[capture.requested_url] = Failure(
            visit_id=capture.visit_id,
            source=self.source.slug,
            url=capture.requested_url,
            stage=stage,
            error=error,
            message=message,
            at=capture.fetched_at,
        )

    def _withdraw(self, counts: Counter[Outcome]) -> None:
        """Links of which only the whole visit could have told whether they have articles."""
        refused = {**self.doubts.settle_torn().links, **self.doubts.settle(counts).links}
        if not refused:
            return
        counts.subtract(self.stage.withdraw(refused))
        counts["failed"] += len(refused)
        for url, reason in refused.items():
            _, capture = self.entries[url]
            self._note_failure(capture, "parse", *reason.split(": ", 1))

    def finish(self, visit_id: str) -> Visit:
        """The visit as far as it came: always partial, since its links were not all asked for."""
        for entry, _ in self.entries.values():
            self.stage.add(entry)
        counts = Counter(entry.outcome for entry, _ in self.entries.values())
        self._withdraw(counts)
        for failure in self.failures.values():
            self.stage.add(failure)
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
