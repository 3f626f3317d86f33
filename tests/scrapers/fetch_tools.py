"""What the tests of fetching share: an archive in memory and a fetcher in a hurry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from scrapers.fetch import Fetched, Fetcher, FetchLimits
from scrapers.records import Capture, Context, Exchange, Known

AGENT = "Visnyk/0.1 (+https://visnyk.example; redakcija@visnyk.example)"
LOOPBACK = (ip_network("127.0.0.0/8"),)
HURRY = {"connect_timeout": 2.0, "read_timeout": 2.0, "total_timeout": 5.0, "backoff": 0.01, "max_wait": 3.0}


class Recorder:
    """An archive in memory. `at`: when all was fetched, whatever the clock says."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at
        self.written: list[tuple[Exchange, Context, Known | None]] = []

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        self.written.append((exchange, context, known))
        return Capture(
            capture_id=f"urn:test:{len(self.written)}",
            source=context.source,
            visit_id=context.visit_id,
            role=context.role,
            section=context.section,
            requested_url=context.requested_url,
            url=exchange.url,
            fetched_at=self.at or exchange.fetched_at,
            status=exchange.status,
            media_type=None,
            etag=None,
            last_modified=None,
            sha256=sha256(exchange.body).hexdigest(),
            size=len(exchange.body),
            warc_file="test.warc",
            warc_offset=len(self.written),
            revisit=False,
            told=context.told,
        )

    @property
    def exchanges(self) -> list[Exchange]:
        """Of pages, in their order."""
        return [exchange for exchange, context, _ in self.written if context.role != "robots"]

    @property
    def robots(self) -> list[Exchange]:
        return [exchange for exchange, context, _ in self.written if context.role == "robots"]


class Reader:
    """A fetcher with what each of its calls needs."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.archive = Recorder()

    def get(self, url: str, *, known: Known | None = None, delay: float = 0.0) -> Fetched:
        context = context_of(url)
        return self.fetcher.get(url, context=context, archive=self.archive, known=known, delay=delay)


@contextmanager
def reading(*, allow: Any = LOOPBACK, authorities: Path | None = None, **limits: Any) -> Iterator[Reader]:
    fetcher = Fetcher(
        user_agent=AGENT, limits=FetchLimits(**{**HURRY, **limits}), allow=allow, authorities=authorities
    )
    try:
        yield Reader(fetcher)
    finally:
        fetcher.close()


def context_of(url: str) -> Context:
    return Context(source="rada", visit_id="v1", role="page", section="novyny", requested_url=url)


def known_of(url: str, **changes: Any) -> Known:
    facts: dict[str, Any] = {
        "url": url,
        "outcome": "new",
        "etag": '"перше"'.encode().decode("latin-1"),
        "last_modified": "Mon, 16 Nov 2026 09:00:00 GMT",
        "sha256": "0" * 64,
        "warc_file": "rada/1.warc",
        "warc_offset": 0,
        "record_date": datetime(2026, 11, 16, 9, tzinfo=UTC),
        "final_url": None,
        "sections": ("novyny",),
        "content_hashes": (),
        "first_seen": datetime(2026, 11, 16, 9, tzinfo=UTC),
    }
    return Known(**{**facts, **changes})
