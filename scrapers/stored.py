"""Pages back out of the archive, decoded as they were when they came."""

from __future__ import annotations

from scrapers.archive import Archive, StoredRecord
from scrapers.body import Overflow, Undecodable, decode
from scrapers.errors import BadResponse
from scrapers.warc import RecordUnreadable

_LIMIT = 2**30  # bytes; what is stored has passed the fetcher's own, smaller limit


def plain_body(record: StoredRecord) -> bytes:
    """The body without its transfer's compression. Raises BadResponse if that is broken."""
    try:
        return decode(record.payload, header(record, "content-encoding") or "", _LIMIT)
    except (Undecodable, Overflow) as error:
        raise BadResponse(f"{record.file} at byte {record.offset}: {error}") from error


def content_type(record: StoredRecord) -> str | None:
    return header(record, "content-type")


def header(record: StoredRecord, name: str) -> str | None:
    return next((value for key, value in record.http_headers if key.lower() == name), None)


def stored_page(archive: Archive, file: str, offset: int) -> tuple[bytes, str | None]:
    """Body and Content-Type of the capture at that place, also where it only points at an earlier one.

    Raises BadResponse if the archive cannot give it.
    """
    try:
        record = archive.holding(file, offset)
    except RecordUnreadable as error:
        raise BadResponse(str(error)) from error
    return plain_body(record), content_type(record)
