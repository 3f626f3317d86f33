"""Visits as a crawl stages them, made without one: the words of the demo, texts as long as real ones."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from scrapers.records import OUTCOMES, Article, Batch, Capture, LedgerEntry, SectionRead, Visit
from scrapers.stage import Stage
from tests.benchmarks.web import LENGTHS, honest_sites, window

BEGIN = datetime(2026, 2, 1, 6, 0, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")


@cache
def _lines() -> list[str]:
    articles = (article for site in honest_sites() for article in site.articles)
    return [line for article in articles for line in article.body.splitlines() if line.strip()]


def stage_visit(folder: Path, source: str, visit: int, articles: int) -> Batch:
    """A visit, from 0, that found so many articles which no other visit found."""
    started = BEGIN + timedelta(hours=visit)
    visit_id = f"{source}-{visit}"
    stage = Stage(folder / visit_id)
    for record in _records(source, visit_id, started, articles):
        stage.add(record)
    stage.close()
    counts = Counter(new=articles)
    made = Visit(
        visit_id=visit_id,
        run_id=f"run-{visit}",
        source=source,
        started_at=started,
        finished_at=started + timedelta(minutes=30),
        interval_start=started - timedelta(hours=1),
        interval_end=started,
        status="complete",
        reason=None,
        found=articles,
        outcomes={outcome: counts[outcome] for outcome in OUTCOMES},
        requests=articles,
        not_modified=0,
        bytes_received=articles * 50_000,
    )
    warc_files = {f"{source}/{visit_id}.warc.gz": articles * 10_000}
    return Batch(visit=made, folder=str(stage.folder), warc_files=warc_files)


def _records(
    source: str, visit_id: str, started: datetime, articles: int
) -> Iterator[Article | Capture | LedgerEntry | SectionRead]:
    for number in range(articles):
        url = f"https://{source}.example/news/{visit_id}/{number}/"
        capture = _capture(source, visit_id, url, number, started)
        yield capture
        yield _article(source, url, number, capture)
        yield LedgerEntry(
            visit_id=visit_id,
            source=source,
            url=url,
            sections=("news", "sitemap"),
            readers=("listing", "sitemap"),
            outcome="new",
            reason=None,
            capture_id=capture.capture_id,
        )
    yield SectionRead(
        visit_id=visit_id,
        source=source,
        section="news",
        reader="listing",
        pages=articles // 20,
        found=articles,
        only_here=0,
        complete=True,
        error=None,
    )


def _capture(source: str, visit_id: str, url: str, number: int, started: datetime) -> Capture:
    return Capture(
        capture_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{visit_id} {url}")),
        source=source,
        visit_id=visit_id,
        role="page",
        section="news",
        requested_url=url,
        url=url,
        fetched_at=started + timedelta(seconds=number),
        status=200,
        media_type="text/html",
        etag=f'"{number:x}-{visit_id}"',
        last_modified="Sun, 01 Feb 2026 06:00:00 GMT",
        sha256=hashlib.sha256(url.encode()).hexdigest(),
        size=50_000,
        warc_file=f"{source}/{visit_id}.warc.gz",
        warc_offset=number * 10_000,
        revisit=False,
    )


def _article(source: str, url: str, number: int, capture: Capture) -> Article:
    lines = _lines()
    body = "\n".join(window(lines, number * 3 + len(source), LENGTHS[number * 8 % len(LENGTHS)]))
    return Article(
        article_id=str(uuid.uuid5(uuid.NAMESPACE_URL, url)),
        source=source,
        url=url,
        position=0,
        section="news",
        title=f"{lines[number % len(lines)][:80]} ({number})",
        lead=None,
        body=body,
        published=datetime(2026, 1, 31, 12, 0, tzinfo=KYIV) - timedelta(minutes=37 * number),
        published_precision="minute",
        published_raw="31 Січня, 2026 о 12:00",
        author=None,
        lang="uk",
        category="Новини",
        source_tags=(),
        region_hint=("Черкаська область", "Львівська область", "Одеська область")[number % 3],
        community_names=("Драбівська громада",),
        images=(f"{url}1.jpg", f"{url}2.jpg"),
        attachments=(),
        origins={"title": "h1", "published": ".date", "body": ".text", "category": ".crumbs"},
        content_hash=hashlib.sha256(f"{url}{body}".encode()).hexdigest(),
        capture_id=capture.capture_id,
        seen_at=capture.fetched_at,
    )
