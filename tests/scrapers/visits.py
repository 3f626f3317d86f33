"""A council's site on loopback and visits to it: real requests, a real archive, staged files read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from scrapers.archive import Archive, SourceArchive
from scrapers.collect import Collector
from scrapers.fetch import Fetcher, FetchLimits
from scrapers.plan import Plan, Progress, Tools
from scrapers.records import Article, Capture, Context, Exchange, Known, LedgerEntry, Visit
from scrapers.recover import Recovery
from scrapers.registry import Source
from scrapers.sections import Memory
from scrapers.stage import FILES, Stage
from scrapers.stored import stored_page
from tests.hostile import Hostile, answer
from tests.scrapers.fetch_tools import AGENT, HURRY, LOOPBACK

HTML = "Content-Type: text/html; charset=utf-8"
STARTED = datetime(2024, 9, 16, 5, 0, tzinfo=UTC)
NEWS = {"name": "news", "reader": "listing", "url": "/news/", "item": "li"}
FACTS: dict[str, Any] = {
    "slug": "test_rada",
    "name": "Тестова рада",
    "delay": 0,
    "articles": [r"^/news/\d+/$"],
    "sections": [NEWS],
    "layouts": [{"title": "h1", "published": "time", "body": "main"}],
    "not_found": [{"at": "title", "says": "^Помилка 404"}],
}


def page(number: int, text: str = "Сесія ради", *, title: str = "Рада") -> bytes:
    body = f"<h1>Новина {number}</h1><time>16.09.2024 08:41</time><main><p>{text}</p></main>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def html(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    return answer(body, status, headers=[HTML, *headers])


def listing(*targets: str) -> bytes:
    items = "".join(f'<li><a href="{target}">{target}</a></li>' for target in targets)
    return html(f"<ul>{items}</ul>".encode())


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a visit; the rows as they were staged."""

    visit: Visit
    folder: Path
    progress: tuple[Progress, ...] = ()

    def rows(self, kind: type) -> list[dict[str, Any]]:
        file = self.folder / FILES[kind]
        return [orjson.loads(line) for line in file.read_bytes().splitlines()] if file.exists() else []


class Staged:
    """The archive of one visit, which stages each capture as a run does."""

    def __init__(self, writer: SourceArchive, stage: Stage) -> None:
        self.writer, self.stage = writer, stage

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        capture = self.writer.write(exchange, context, known)
        self.stage.add(capture)
        return capture


class Council:
    """One source, its archive, and as many visits as a test pays."""

    def __init__(self, web: Hostile, folder: Path, **changes: Any) -> None:
        self.web, self.folder = web, folder
        self.source = Source.model_validate({**FACTS, "url": web.url("/"), **changes})
        self.archive = Archive(folder / "archive")
        self.visits = 0

    def visit(self, memory: Memory | None = None) -> Told:
        self.visits += 1
        visit_id = f"visit-{self.visits}"
        stage = Stage(self.folder / visit_id)
        progress: list[Progress] = []
        start = STARTED + timedelta(days=self.visits)
        plan = Plan(
            visit_id=visit_id,
            run_id="run",
            interval_start=start - timedelta(days=1),
            interval_end=start,
            clock=lambda: start,
        )
        fetcher = Fetcher(user_agent=AGENT, limits=FetchLimits(**{**HURRY, "attempts": 2}), allow=LOOPBACK)
        try:
            with self.archive.writer(self.source.slug, visit_id) as writer:
                tools = Tools(
                    fetcher=fetcher,
                    archive=Staged(writer, stage),
                    stored_page=partial(stored_page, self.archive),
                    report=progress.append,
                )
                visit = Collector(self.source, tools, memory or Memory(), stage, plan).run()
        finally:
            fetcher.close()
            stage.close()
        return Told(visit, stage.folder, tuple(progress))

    def read_back(self, visit_id: str, known: dict[str, Known] | None = None) -> Told:
        """The same visit from its WARC records alone, as after a kill."""
        stage = Stage(self.folder / f"{visit_id}-read-back")
        recovery = Recovery(self.source, visit_id, known or {}, stage, self.archive)
        for _, record in sorted(self._records(visit_id), key=lambda pair: pair[0].fetched_at):
            recovery.take(record)
        visit = recovery.finish()
        stage.close()
        return Told(visit, stage.folder)

    def _records(self, visit_id: str) -> list[tuple[Capture, Any]]:
        files = sorted(path for path in self.archive.folder.glob("*/*.warc*"))
        return [
            (record.capture, record)
            for file in files
            for record in self.archive.records(file.relative_to(self.archive.folder).as_posix())
            if record.capture is not None and record.capture.visit_id == visit_id
        ]


def remember(told: Told, before: Memory | None = None) -> Memory:
    """What a warehouse would remember of a visit that was loaded."""
    known = dict(before.known) if before else {}
    captures = {row["capture_id"]: row for row in told.rows(Capture)}
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in told.rows(Article):
        articles.setdefault(row["capture_id"], []).append(row)
    for row in told.rows(LedgerEntry):
        capture = captures.get(row["capture_id"])
        if capture is not None:
            known[row["url"]] = _known(capture, row["outcome"], tuple(row["sections"]), articles)
    for capture in captures.values():
        if capture["role"] == "index":
            known[capture["requested_url"]] = _known(capture, "new", (), {})
    return Memory(known=known)


def _known(
    capture: dict[str, Any],
    outcome: Any,
    sections: tuple[str, ...],
    articles: dict[str, list[dict[str, Any]]],
) -> Known:
    told = articles.get(capture["capture_id"], [])
    (only,) = told if len(told) == 1 else ({},)
    published = only.get("published")
    return Known(
        url=capture["requested_url"],
        outcome=outcome,
        told=capture["told"],
        etag=capture["etag"],
        last_modified=capture["last_modified"],
        sha256=capture["sha256"],
        warc_file=capture["warc_file"],
        warc_offset=capture["warc_offset"],
        record_date=datetime.fromisoformat(capture["fetched_at"]),
        final_url=capture["url"],
        sections=sections,
        content_hashes=tuple(row["content_hash"] for row in told),
        first_seen=STARTED,
        published=datetime.fromisoformat(published) if published else None,
        published_precision=only.get("published_precision"),
        has_text=bool(only.get("body")),
        article_id=only.get("article_id"),
    )
