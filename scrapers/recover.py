"""A visit that was killed, read back from its WARC records: what was archived is never asked for again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from scrapers.charset import decode
from scrapers.discover import Memory
from scrapers.errors import NotAnArticle, ScrapeError
from scrapers.parsers.article import parse_article
from scrapers.records import OUTCOMES, Article, Capture, LedgerEntry, Outcome, Visit
from scrapers.registry import Source
from scrapers.stage import Stage

INTERRUPTED = "interrupted: read back from the archive"


class Recovery:
    """Takes the captures of one torn visit one by one, in the order of the archive, and ends as a Visit."""

    def __init__(self, source: Source, memory: Memory, stage: Stage) -> None:
        self.source, self.memory, self.stage = source, memory, stage
        self.captures: list[tuple[datetime, int, int]] = []  # time, status, size
        self.entries: dict[str, LedgerEntry] = {}

    def take(self, capture: Capture, body: Callable[[], bytes], content_type: str | None) -> None:
        """`body` gives the decompressed body; it is called only where one is needed."""
        self.stage.add(capture)
        self.captures.append((capture.fetched_at, capture.status, capture.size))
        if capture.role != "page" or (300 <= capture.status < 400 and capture.status != 304):
            return
        outcome, reason = self._outcome(capture, body, content_type)
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

    def _outcome(
        self, capture: Capture, body: Callable[[], bytes], content_type: str | None
    ) -> tuple[Outcome, str | None]:
        known = self.memory.known.get(capture.requested_url)
        before = known.content_hashes if known is not None else ()
        if known is not None and (capture.status == 304 or known.sha256 == capture.sha256):
            return ("unchanged" if before else known.outcome), None
        if capture.status in (404, 410):
            return "gone", f"status {capture.status}"
        if capture.status != 200:
            return "failed", f"status {capture.status}"
        try:
            text, _ = decode(body(), content_type, self.source.charset)
            article = parse_article(text, self.source, capture, capture.section)
        except ScrapeError as error:
            gone = isinstance(error, NotAnArticle) and before
            return ("gone" if gone else error.outcome), f"{type(error).__name__}: {error}"
        return self._settle(article, before), None

    def _settle(self, article: Article, before: tuple[str, ...]) -> Outcome:
        if before == (article.content_hash,):
            return "unchanged"
        self.stage.add(article)
        return "changed" if before else "new"

    def finish(self, visit_id: str) -> Visit:
        """The visit as far as it came: always partial, since its links were not all asked for."""
        for entry in self.entries.values():
            self.stage.add(entry)
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
