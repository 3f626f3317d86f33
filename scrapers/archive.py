"""The archive: every answer as it came, in WARC files that other tools read; on disk before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from scrapers.records import Capture, Context, Exchange, Known
from scrapers.warc import Holder, Records, RecordUnreadable, exchange_records, target_uri, warc_date
from scrapers.warc_file import PACKED, PLAIN, SourceFiles
from scrapers.warc_http import facts
from scrapers.warc_read import StoredRecord, capture_of, record_at, records_of
from scrapers.warc_repair import Repair, repair

__all__ = ["Archive", "Repair", "SourceArchive", "StoredRecord", "capture_of"]

REMEMBERED = 1024  # bodies of one visit that a later answer may repeat, those that were met last

_PLAIN = "identity"  # the Content-Encoding that is none
_SOURCE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_COMPRESSED = re.compile(
    r"(image/(?!svg|bmp)|audio/|video/|font/woff"
    r"|application/(pdf|zip|gzip|x-gzip|x-rar|vnd\.rar|x-7z|vnd\.(openxmlformats|oasis)))"
)


class Archive:
    """One folder: `<folder>/<source>/<source>-<UTC stamp>-<serial>.warc` or `.warc.gz`.

    After a crash call `repair` before the first `writer`: a torn tail hides what is appended to it.
    """

    def __init__(self, folder: Path, *, max_bytes: int = 512 * 2**20, software: str = "visnyk/0.1") -> None:
        self.folder, self.max_bytes, self.software = folder, max_bytes, software

    def writer(self, source: str, visit_id: str) -> SourceArchive:
        return SourceArchive(self, source, visit_id)

    def repair(self, indexed: Mapping[str, int]) -> Repair:
        """`indexed`: file → bytes the warehouse has seen. Details: `warc_repair.repair`."""
        return repair(self.folder, indexed)

    def records(self, file: str, start: int = 0) -> Iterator[StoredRecord]:
        """Whole records of one file in their order, from the one at byte `start` on."""
        return records_of(self.folder / file, file, start)

    def read(self, file: str, offset: int) -> StoredRecord:
        return record_at(self.folder / file, file, offset)

    def body(self, file: str, offset: int) -> bytes:
        """The body as received; of a revisit, from the record that holds it. Raises RecordUnreadable."""
        return self.holding(file, offset).payload

    def holding(self, file: str, offset: int) -> StoredRecord:
        """The response record at that place, or the one that the revisit record there points at."""
        record = self.read(file, offset)
        if record.type == "response":
            return record
        place, _, there = record.headers.get("Visnyk-Refers-To-Place", "").rpartition("#")
        if not place:
            raise RecordUnreadable(f"{file}: the {record.type} at byte {offset} leads to no body")
        holder = self.read(place, int(there))
        wanted = record.headers["WARC-Payload-Digest"]
        if holder.type != "response" or holder.headers["WARC-Payload-Digest"] != wanted:
            raise RecordUnreadable(f"{place}: expected the body {wanted} at byte {there}")
        return holder


class SourceArchive:
    """Writes one visit of one source, for one thread."""

    def __init__(self, archive: Archive, source: str, visit_id: str) -> None:
        if not _SOURCE.fullmatch(source):
            raise ValueError(f"expected a source's slug, came {source!r}")
        self._archive, self._source, self._visit_id = archive, source, visit_id
        self._files = SourceFiles(archive.folder / source, archive.max_bytes, archive.software)
        self._bodies: dict[str, Capture] = {}  # by sha256

    @property
    def positions(self) -> dict[str, int]:
        """File → its bytes, of each file this visit wrote to: what `repair` wants as indexed."""
        return dict(self._files.positions)

    def __enter__(self) -> SourceArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        """Both records are with the system when this returns. WriteFailed: neither is, the file is whole."""
        if (context.source, context.visit_id) != (self._source, self._visit_id):
            raise ValueError(f"visit {self._visit_id} of {self._source} was asked to archive {context}")
        body_sha256 = sha256(exchange.body).hexdigest()
        holder = self._holder(exchange, body_sha256, known)
        made = exchange_records(exchange, context, body_sha256, holder)
        suffix = PLAIN if holder is None and is_compressed(made.headers, exchange.body) else PACKED
        place = self._files.append(suffix, (made.answer, made.request), exchange.fetched_at)
        capture = _capture(exchange, context, made, place, revisit=holder is not None)
        if holder is None and exchange.body:
            self._remember(capture)
        return capture

    def flush(self) -> None:
        """Nothing is held back here: `write` itself hands each record to the system."""

    def close(self) -> None:
        """On disk (fsync of files and folders), then closed; a second call does nothing."""
        self._files.close()

    def _holder(self, exchange: Exchange, body_sha256: str, known: Known | None) -> Holder | None:
        """The earlier record whose body this answer repeats or confirms; None: it is stored whole."""
        if exchange.status == 304:
            if known is None:
                return None
            stored = self._stored(known)
            return _remembered(known) if stored is None else _holder_of(stored)
        if not exchange.body:
            return None  # as small as a revisit would be
        capture = self._bodies.get(body_sha256)
        if capture is None and known is not None and known.sha256 == body_sha256:
            capture = self._stored(known)
        if capture is None:
            return None
        self._remember(capture)
        return _holder_of(capture)

    def _stored(self, known: Known) -> Capture | None:
        """From the archive itself: that record's own URL and date are what replay tools look for."""
        if known.warc_file is None or known.warc_offset is None:
            return None
        try:
            capture = self._archive.holding(known.warc_file, known.warc_offset).capture
        except RecordUnreadable:
            return None
        return None if capture is None or capture.sha256 != known.sha256 else capture

    def _remember(self, capture: Capture) -> None:
        self._bodies.pop(capture.sha256, None)
        if len(self._bodies) >= REMEMBERED:
            del self._bodies[next(iter(self._bodies))]
        self._bodies[capture.sha256] = capture


def is_compressed(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether gzip around the body would find little to save; `headers` by name in lower case."""
    if not body:
        return False
    if body.startswith(b"\x1f\x8b") or headers.get("content-encoding", _PLAIN).strip().lower() != _PLAIN:
        return True
    return _COMPRESSED.match(headers.get("content-type", "").strip().lower()) is not None


def _capture(
    exchange: Exchange, context: Context, made: Records, place: tuple[str, int], *, revisit: bool
) -> Capture:
    media_type, etag, last_modified = facts(made.headers)
    return Capture(
        capture_id=made.record_id,
        source=context.source,
        visit_id=context.visit_id,
        role=context.role,
        section=context.section,
        requested_url=context.requested_url,
        told=context.told,
        url=made.uri,
        fetched_at=exchange.fetched_at.astimezone(UTC),
        status=exchange.status,
        media_type=media_type,
        etag=etag,
        last_modified=last_modified,
        sha256=made.body_sha256,
        size=len(exchange.body),
        warc_file=place[0],
        warc_offset=place[1],
        revisit=revisit,
    )


def _holder_of(capture: Capture) -> Holder:
    return Holder(
        uri=capture.url,
        date=warc_date(capture.fetched_at),
        sha256=capture.sha256,
        size=capture.size,
        record_id=capture.capture_id,
        file=capture.warc_file,
        offset=capture.warc_offset,
    )


def _remembered(known: Known) -> Holder | None:
    """When the record itself cannot be read: a 304 still says which body it confirms."""
    if known.sha256 is None:
        return None
    date = None if known.record_date is None else warc_date(known.record_date)
    return Holder(uri=target_uri(known.final_url or known.url), date=date, sha256=known.sha256)
