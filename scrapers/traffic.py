"""What a visit sends and receives, counted: also robots.txt, redirects, error pages and every further attempt."""

from __future__ import annotations

from scrapers.fetch import ArchiveWriter
from scrapers.records import Capture, Context, Exchange, Known


class Traffic:
    """The archive of one visit, for one thread, as the fetcher sees it."""

    def __init__(self, archive: ArchiveWriter) -> None:
        self.requests = self.not_modified = self.bytes_received = 0
        self.newest: Capture | None = None  # the last answer, whatever became of it
        self._archive = archive

    def count_request(self) -> None:
        self.requests += 1

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        capture = self.newest = self._archive.write(exchange, context, known)
        self.bytes_received += capture.size
        self.not_modified += capture.status == 304
        return capture
