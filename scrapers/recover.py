"""A visit that was killed, read back from its WARC records: what was archived is never asked for again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from scrapers.archive import Archive, StoredRecord
from scrapers.doubts import Refused
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.records import OUTCOMES, Known, LedgerEntry, Outcome, Visit
from scrapers.registry import Source
from scrapers.reread import is_answer, read_stored
from scrapers.settler import Settler
from scrapers.stage import Stage
from scrapers.stored import stored_page
from scrapers.window import window_of

INTERRUPTED = "interrupted: read back from the archive"


class Recovery:
    """Takes the records of one torn visit one by one, in the order of their time, and ends as a Visit."""

    def __init__(
        self,
        source: Source,
        visit_id: str,
        known: Mapping[str, Known],
        stage: Stage,
        archive: Archive,
        ocr: Ocr | None = OCR,
    ) -> None:
        self.source, self.visit_id, self.stage, self.archive, self.ocr = source, visit_id, stage, archive, ocr
        self.settler = Settler(source, visit_id, known, stage, partial(stored_page, archive))
        self.times: list[tuple[datetime, int, int]] = []  # of each answer: time, status, size
        self.entries: dict[str, LedgerEntry] = {}

    def take(self, record: StoredRecord) -> None:
        """Records that are no answers are passed over."""
        if (capture := record.capture) is None:
            return
        self.stage.add(capture)
        self.times.append((capture.fetched_at, capture.status, capture.size))
        if not is_answer(capture.role, capture.status):
            return
        read = partial(read_stored, self.archive, record, self.source, self.ocr)
        settled = self.settler.settle(capture, read)
        self.entries[capture.requested_url] = LedgerEntry(
            visit_id=self.visit_id,
            source=self.source.slug,
            url=capture.requested_url,
            sections=(capture.section,),
            readers=(),
            outcome=settled.outcome,
            reason=settled.reason,
            capture_id=capture.capture_id,
        )

    def finish(self) -> Visit:
        """The visit as far as it came: always partial, since its links were not all asked for."""
        for entry in self.entries.values():
            self.stage.add(entry)
        counts: Counter[Outcome] = Counter(entry.outcome for entry in self.entries.values())
        doubts = self.settler.doubts
        refused = Refused(links={**doubts.settle_torn().links, **doubts.settle(counts).links})
        self.settler.withdraw(refused, counts)
        for failure in self.settler.failures.values():
            self.stage.add(failure)
        times = [at for at, _, _ in self.times]
        window = window_of(self.visit_id)
        interval = window.interval if window else (min(times), max(times))
        return Visit(
            visit_id=self.visit_id,
            run_id=self.visit_id,
            source=self.source.slug,
            started_at=min(times),
            finished_at=max(times),
            interval_start=interval[0],
            interval_end=interval[1],
            status="partial",
            reason=INTERRUPTED,
            found=len(self.entries),
            outcomes={outcome: counts[outcome] for outcome in OUTCOMES},
            requests=len(self.times),
            not_modified=sum(status == 304 for _, status, _ in self.times),
            bytes_received=sum(size for _, _, size in self.times),
            kind="backfill" if window else "visit",
        )
