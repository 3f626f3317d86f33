"""WARC 1.1 records as bytes: what one exchange becomes in the archive; no disk, no clock."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote
from zlib import crc32

from scrapers.records import Context, Exchange
from scrapers.warc_http import first_of_each, request_head, response_head

VERSION = b"WARC/1.1\r\n"
END = b"\r\n\r\n"
HEAD_CHECK = b"Visnyk-Head-CRC32: "
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

Field = tuple[str, str | None]  # a field without a value is not written

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_URI_SAFE = "".join(map(chr, range(0x21, 0x7F)))


class ArchiveError(Exception):
    """The archive itself fails. Not a ScrapeError: a full disk says nothing about a page."""


class WriteFailed(ArchiveError):
    """A record could not be written; the file was cut back and is whole."""


class FileBusy(ArchiveError):
    """Another process holds the file."""


class RecordUnreadable(ArchiveError):
    """No whole record at that place, or none that holds the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The record that holds a body, as a revisit record names it."""

    uri: str
    date: str | None  # its WARC-Date, letter for letter
    sha256: str
    size: int | None = None  # of the body, bytes
    record_id: str | None = None
    file: str | None = None
    offset: int | None = None

    @property
    def place(self) -> str | None:
        return None if self.file is None else f"{self.file}#{self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The two records of one exchange, uncompressed; `record_id` is the UUID of the answer's, `uri` of both."""

    record_id: str
    uri: str
    headers: dict[str, str]  # of the answer, the first of each by name in lower case
    body_sha256: str  # of the body as received
    answer: bytes
    request: bytes


def warc_date(moment: datetime) -> str:
    """2024-09-16T05:41:00.000000Z: microseconds always, so that equal moments are equal texts."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def target_uri(url: str) -> str:
    """The URL as WARC-Target-URI: ASCII without blanks (warcio and pywb would change it)."""
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    return quote(url, safe=_URI_SAFE, errors="replace")


def frame(fields: Iterable[Field], *block: bytes) -> bytes:
    """One whole record; `block` is in pieces. Control characters in values are percent-encoded."""
    lines = [f"{name}: {value}" for name, value in fields if value is not None]
    if not "".join(lines).isprintable():
        lines = [_one_line(line) for line in lines]
    size = sum(map(len, block))
    head = "\r\n".join(("WARC/1.1", *lines, f"Content-Length: {size}\r\n")).encode(errors="replace")
    return b"".join((head, head_check(head), b"\r\n\r\n", *block, END))


def head_check(head: bytes) -> bytes:
    """The last line of a head, over all lines before it: in a plain file nothing else guards them."""
    return b"%s%08x" % (HEAD_CHECK, crc32(head))


def warcinfo(filename: str, source: str, software: str, moment: datetime) -> bytes:
    """The record at the head of every file."""
    about = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "isPartOf": source,
        "robots": "obeyed (RFC 9309)",
    }
    block = "".join(f"{key}: {value}\r\n" for key, value in about.items()).encode()
    fields = (
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", warc_date(moment)),
        ("WARC-Filename", filename),
        ("WARC-Block-Digest", digest(block)),
        ("Content-Type", "application/warc-fields"),
    )
    return frame(fields, block)


def exchange_records(
    exchange: Exchange, context: Context, body_sha256: str, holder: Holder | None
) -> Records:
    """Answer first: if the pair is torn, the body is kept and only the request is lost.

    With a holder the answer is a revisit record (HTTP head only), else a response record.
    """
    record_id, uri, date = str(uuid.uuid4()), target_uri(exchange.url), warc_date(exchange.fetched_at)
    block = (response_head(exchange), b"" if holder else exchange.body)
    answer: list[Field] = [
        ("WARC-Type", "revisit" if holder else "response"),
        ("WARC-Record-ID", f"<urn:uuid:{record_id}>"),
        ("WARC-Date", date),
        ("WARC-Target-URI", uri),
        ("WARC-IP-Address", exchange.peer),
        *_reference(exchange, holder),
        ("WARC-Block-Digest", digest(*block)),
        ("WARC-Payload-Digest", f"sha256:{holder.sha256 if holder else body_sha256}"),
        *_context_fields(context, uri),
        ("Content-Type", "application/http;msgtype=response"),
    ]
    return Records(
        record_id=record_id,
        uri=uri,
        headers=first_of_each(exchange.headers),
        body_sha256=body_sha256,
        answer=frame(answer, *block),
        request=_request_record(exchange, uri, date, record_id),
    )


def _reference(exchange: Exchange, holder: Holder | None) -> tuple[Field, ...]:
    if holder is None:
        return ()
    return (
        ("WARC-Profile", NOT_MODIFIED if exchange.status == 304 else SAME_BODY),
        ("WARC-Refers-To", None if holder.record_id is None else f"<urn:uuid:{holder.record_id}>"),
        ("WARC-Refers-To-Target-URI", holder.uri),
        ("WARC-Refers-To-Date", holder.date),
        ("Visnyk-Refers-To-Place", holder.place),
        ("Visnyk-Body-Length", None if holder.size is None else str(holder.size)),
    )


def _context_fields(context: Context, uri: str) -> tuple[Field, ...]:
    return (
        ("Visnyk-Source", context.source),
        ("Visnyk-Visit", context.visit_id),
        ("Visnyk-Role", context.role),
        ("Visnyk-Section", context.section),
        ("Visnyk-Told-Day", context.told),
        ("Visnyk-Requested-URI", None if context.requested_url == uri else context.requested_url),
    )


def _request_record(exchange: Exchange, uri: str, date: str, answer_id: str) -> bytes:
    block = request_head(exchange, uri)
    fields: tuple[Field, ...] = (
        ("WARC-Type", "request"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", date),
        ("WARC-Target-URI", uri),
        ("WARC-Concurrent-To", f"<urn:uuid:{answer_id}>"),
        ("WARC-Block-Digest", digest(block)),
        ("Content-Type", "application/http;msgtype=request"),
    )
    return frame(fields, block)


def digest(*block: bytes) -> str:
    """Of a block in pieces. In hex: WARC's grammar has no place for the «=» that base32 of 32 bytes ends with."""
    whole = sha256()
    for piece in block:
        whole.update(piece)
    return f"sha256:{whole.hexdigest()}"


def _one_line(line: str) -> str:
    return _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", line)
