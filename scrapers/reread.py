"""An archived answer read again with the code and the source file of today: no network, nothing remembered."""

from __future__ import annotations

from scrapers.answers import verdict
from scrapers.archive import Archive, StoredRecord
from scrapers.errors import BadResponse, Blocked
from scrapers.head import Headers
from scrapers.notices import may_be_notice, notice_error
from scrapers.parsers.tesseract import Ocr
from scrapers.reading import Told, read_answer
from scrapers.registry import Source
from scrapers.stored import content_type, plain_body
from scrapers.warc import RecordUnreadable


def is_answer(role: str, status: int) -> bool:
    """Whether a link can have its outcome by such a capture: no robots.txt, no index, no redirect."""
    return role == "page" and (status == 304 or not 300 <= status < 400)


def read_stored(archive: Archive, record: StoredRecord, source: Source, ocr: Ocr | None) -> Told:
    """What the answer in this record says of its link. Raises ScrapeError as a visit does that gets it."""
    capture = record.capture
    if capture is None:
        raise BadResponse(f"{record.file} at byte {record.offset}: expected an answer, came a {record.type}")
    said = _confirmed(archive, record) if capture.status == 304 else record
    status, headers = said.status or 0, Headers(said.http_headers)
    page, error = b"", verdict(status)
    if error is None or (error is not Blocked and may_be_notice(status)):
        page = plain_body(_confirmed(archive, said) if said.type == "revisit" else said)
        if notice := notice_error(capture.url, status, headers, page, capture):
            raise notice
    if error is not None:
        raise error(f"{capture.url}: expected a page, came {status}", capture=capture)
    return read_answer(page, content_type(said), source, capture, capture.section, ocr)


def read_place(archive: Archive, file: str, offset: int, source: Source, ocr: Ocr | None) -> Told:
    """The same of the capture at that place. BadResponse where the archive does not hold it any more."""
    try:
        record = archive.read(file, offset)
    except RecordUnreadable as error:
        raise BadResponse(str(error)) from error
    return read_stored(archive, record, source, ocr)


def _confirmed(archive: Archive, record: StoredRecord) -> StoredRecord:
    """The answer whose body a 304 or a revisit stands for."""
    try:
        return archive.holding(record.file, record.offset)
    except RecordUnreadable as error:
        raise BadResponse(str(error)) from error
