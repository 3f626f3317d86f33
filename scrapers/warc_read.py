"""Reads our WARC records back into what they were made of, one in memory at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import cast

from scrapers.records import Capture, Context, Role
from scrapers.warc import END, RecordUnreadable
from scrapers.warc_http import Headers, facts, first_of_each, read_head, wire_headers
from scrapers.warc_scan import Whole, walk, whole_at

log = logging.getLogger(__name__)

_NOTHING = sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One whole record. `payload` is the body as received, b"" where the record holds none (a revisit)."""

    type: str
    headers: dict[str, str]  # the WARC fields, names as written
    status: int | None  # of an HTTP answer
    reason: str
    http_headers: Headers  # as they came over the wire
    payload: bytes
    file: str
    offset: int
    length: int  # in the file; the next record begins at offset + length
    context: Context | None

    @property
    def capture(self) -> Capture | None:
        return None if self.context is None else capture_of(self)


def records_of(path: Path, file: str, start: int = 0) -> Iterator[StoredRecord]:
    """Every whole record from `start` on; bytes that are none are logged and passed over."""
    for span in walk(path, start):
        if isinstance(span, Whole):
            yield stored_record(span, file)
        else:
            log.warning("%s: %d bytes at %d are no whole record", file, span.length, span.offset)


def record_at(path: Path, file: str, offset: int) -> StoredRecord:
    """Raises RecordUnreadable if there is no whole record at byte `offset`."""
    try:
        span = whole_at(path, offset)
    except OSError as error:
        raise RecordUnreadable(f"{file}: {error.strerror}") from error
    if span is None:
        raise RecordUnreadable(f"{file}: expected a whole record at byte {offset}")
    return stored_record(span, file)


def capture_of(record: StoredRecord) -> Capture:
    """The Capture that `write` returned for this record."""
    context, fields, status = record.context, record.headers, record.status
    if context is None or status is None:
        raise ValueError(f"a {record.type} record is no capture")
    media_type, etag, last_modified = facts(first_of_each(record.http_headers))
    revisit, received = (
        record.type == "revisit",
        status != 304,
    )  # a 304's digest is that of the body it confirms
    return Capture(
        capture_id=fields["WARC-Record-ID"][len("<urn:uuid:") : -1],
        source=context.source,
        visit_id=context.visit_id,
        role=context.role,
        section=context.section,
        requested_url=context.requested_url,
        told=context.told,
        url=fields["WARC-Target-URI"],
        fetched_at=datetime.fromisoformat(fields["WARC-Date"]),
        status=status,
        media_type=media_type,
        etag=etag,
        last_modified=last_modified,
        sha256=fields["WARC-Payload-Digest"].removeprefix("sha256:") if received else _NOTHING,
        size=int(fields["Visnyk-Body-Length"]) if revisit and received else len(record.payload),
        warc_file=record.file,
        warc_offset=record.offset,
        revisit=revisit,
    )


def stored_record(span: Whole, file: str) -> StoredRecord:
    fields, answer = span.fields, span.fields["WARC-Type"] in ("response", "revisit")
    head, _, payload = span.block.partition(END) if answer else (b"", b"", span.block)
    status, reason, headers = read_head(head) if answer else (None, "", ())
    return StoredRecord(
        type=fields["WARC-Type"],
        headers=fields,
        status=status,
        reason=reason,
        http_headers=wire_headers(headers, status or 0),
        payload=payload,
        file=file,
        offset=span.offset,
        length=span.length,
        context=_context(fields) if answer else None,
    )


def _context(fields: dict[str, str]) -> Context:
    return Context(
        source=fields["Visnyk-Source"],
        visit_id=fields["Visnyk-Visit"],
        role=cast(Role, fields["Visnyk-Role"]),
        section=fields["Visnyk-Section"],
        requested_url=fields.get("Visnyk-Requested-URI", fields["WARC-Target-URI"]),
        told=fields.get("Visnyk-Told-Day"),
    )
