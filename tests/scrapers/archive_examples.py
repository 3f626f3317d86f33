"""Exchanges as the archive gets them, for its tests."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapers.archive import Archive
from scrapers.records import Capture, Context, Exchange, Known

SOURCE = "drabivska_hromada"
VISIT = "01J8-visit"
MOMENT = datetime(2024, 9, 16, 5, 41, 0, 250, tzinfo=UTC)
TEXT = "<!doctype html><h1>Сесія Драбівської селищної ради</h1><p>Їжа, ґанок і об’єднання. {}</p>"


def page(number: int = 1, *, packed: bool = True, **changes: Any) -> Exchange:
    """A page as a site sends it, gzip-coded or as it is."""
    text = TEXT.format(f"Питання {number}. " * 20).encode()
    body: bytes = changes.pop("body", gzip.compress(text, mtime=0) if packed else text)
    coding = (("Content-Encoding", "gzip"),) if packed else ()
    made = Exchange(
        url=f"https://drabiv.example/news/{number}/",
        request_headers=(("User-Agent", "visnyk-test"), ("Accept-Encoding", "gzip, deflate")),
        status=200,
        reason="OK",
        headers=(
            ("Server", "nginx"),
            ("Content-Type", "text/html; charset=UTF-8"),
            ("Content-Length", str(len(body))),
            ("ETag", f'W/"{number:x}"'),
            ("Last-Modified", "Mon, 16 Sep 2024 05:40:00 GMT"),
            *coding,
        ),
        body=body,
        fetched_at=MOMENT + timedelta(seconds=number, microseconds=number),
        peer="203.0.113.7",
    )
    return replace(made, **changes)


def not_modified(earlier: Exchange, *, hours: int = 24) -> Exchange:
    return replace(
        earlier,
        request_headers=(*earlier.request_headers, ("If-None-Match", 'W/"1"')),
        status=304,
        reason="Not Modified",
        headers=(("Server", "nginx"), ("ETag", 'W/"1"')),
        body=b"",
        fetched_at=earlier.fetched_at + timedelta(hours=hours),
    )


def why(exchange: Exchange, **changes: Any) -> Context:
    made = Context(source=SOURCE, visit_id=VISIT, role="page", section="Новини", requested_url=exchange.url)
    return replace(made, **changes)


def known(capture: Capture, **changes: Any) -> Known:
    """What a warehouse remembers of a capture."""
    made = Known(
        url=capture.requested_url,
        outcome="new",
        etag=capture.etag,
        last_modified=capture.last_modified,
        sha256=capture.sha256,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        record_date=capture.fetched_at,
        final_url=capture.url,
        sections=(capture.section,),
        content_hashes=(),
        first_seen=capture.fetched_at,
    )
    return replace(made, **changes)


def archived(archive: Archive, *exchanges: Exchange) -> list[Capture]:
    """All of them written in one visit, which is then closed."""
    with archive.writer(SOURCE, VISIT) as writer:
        return [writer.write(exchange, why(exchange), None) for exchange in exchanges]


def warc_files(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.folder.glob("*/*.warc*") if path.suffix in (".warc", ".gz"))
