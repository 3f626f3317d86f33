"""Homes to be read again: a council's site that does in four visits all that a site may do, and what runs there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.pipeline import Run, RunResult
from flows.reparse import Choice, Reparse, Reread
from flows.settings import Home, Settings, load_settings
from flows.sources import all_sources
from scrapers.parsers.tesseract import Ocr
from scrapers.plan import Progress
from scrapers.registry import Source
from tests.flows.test_no_articles import CHALLENGE, HTML
from tests.hostile import Hostile, answer, redirect
from warehouse.checks import content_hash, run_checks
from warehouse.db import open_published, open_writer

NO_OCR = Ocr(program="there-is-none")
GIVEN: dict[str, Any] = {"allow_private": ["127.0.0.0/8"], "backoff": 0.01, "attempts": 2}
LAYOUT = """
[[layouts]]
title = "h1"
published = "time"
body = "main"
category = ".rubric"
undated = true
"""
SOURCE = """
name = "Рада"
url = "{url}"
delay = 0
region = "UA-18"
articles = ['^/news/\\d+$']
not_found = [{{ at = "title", says = "^Помилка 404" }}]

[[sections]]
name = "news"
reader = "listing"
url = "/news"
item = "li"

[[sections]]
name = "feed"
reader = "feed"
url = "/feed"
"""
# pages that no rule finds, and the days of the list
INDEXED = """
name = "Рада"
url = "{url}"
delay = 0
region = "UA-18"
articles = ['^/news/\\d+/$']
sections = [{{ name = "news", reader = "listing", url = "/news", item = "li", generic = true }}]
layouts = [{{ title = "h1", published = "time", body = "main", generic = true, undated = true }}]
"""


def page(number: int, text: str = "Сесія ради тривала.", day: str = "<time>16.09.2024 08:41</time>") -> bytes:
    shown = f"<h1>Новина {number}</h1>{day}<i class=rubric>Рада {number % 3}</i><main><p>{text}</p></main>"
    return html(f"<html><head><title>Новина {number}</title></head><body>{shown}</body></html>")


def html(text: str, status: str = "200 OK", *headers: str) -> bytes:
    return answer(text.encode(), status, headers=[HTML, *headers])


def listing(count: int) -> bytes:
    return html(
        "".join(f'<li><a href="/news/{number}">Новина {number}</a></li>' for number in range(1, count + 1))
    )


def feed(web: Hostile) -> bytes:
    item = f"<item><link>{web.url('/news/9')}</link><pubDate>Tue, 17 Sep 2024 10:00:00 +0300</pubDate></item>"
    return answer(
        f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'.encode(),
        headers=["Content-Type: application/rss+xml"],
    )


SOFT_404 = html("<html><head><title>Помилка 404</title></head><body></body></html>")
ANOTHER_DESIGN = html("<h2>Зовсім інший вигляд</h2>")


class Council:
    """The site, its source file and its home."""

    def __init__(self, web: Hostile, folder: Path, home: str = "home") -> None:
        self.web, self.folder, self.home = web, folder, Home(folder / home)
        self.file = folder / "sources" / "test_rada.toml"
        self.file.parent.mkdir(exist_ok=True)
        self.describe(LAYOUT)

    def describe(self, layout: str) -> None:
        self.file.write_text(SOURCE.format(url=self.web.url("/")) + layout, "utf-8")

    @property
    def known(self) -> dict[str, Source]:
        return all_sources([self.file.parent], only_folders=True)

    @property
    def settings(self) -> Settings:
        return load_settings(self.home, dict(GIVEN))

    def run(self, report: Callable[[Progress], None] = lambda progress: None) -> RunResult:
        work = Run(self.home, self.settings, self.known, registry=self.known, report=report, ocr=NO_OCR)
        work.open(wait=10)
        try:
            work.load(work.visit(slug) for slug in work.sources)
            work.publish()
        finally:
            work.close()
        return work.result

    def live(self) -> None:
        """Four visits, the third of them killed in its middle."""
        on = self.web.on
        on("/robots.txt", answer(b"User-agent: *\nDisallow: /news/11$\n"))
        on("/feed", feed(self.web))
        on("/news", listing(12))
        on("/news/1", html("", "404 Not Found"))
        on("/news/2", page(2), page(2), page(2, "Сесія ради не відбулася."))
        on("/news/3", page(3), page(3), SOFT_404)
        on("/news/4", ANOTHER_DESIGN, ANOTHER_DESIGN, page(4))
        on("/news/5", CHALLENGE, page(5))
        on("/news/6", SOFT_404)
        unchanged = answer(b"", "304 Not Modified", headers=['ETag: "7"'])
        on("/news/7", page(7).replace(b"\r\n\r\n", b'\r\nETag: "7"\r\n\r\n', 1), unchanged)
        on("/news/8", redirect("/news/80"), redirect("/news/80"), redirect("/news/88"))
        on("/news/80", page(8))
        on("/news/88", page(8))
        on("/news/9", page(9, day="<time></time>"))
        on("/news/10", html("", "503 Service Unavailable"), html("", "503 Service Unavailable"), page(10))
        on("/news/12", lambda wire: wire.reset())
        self.run()
        self.run()
        self.run_torn(after=8)
        on("/news", listing(13))
        on("/news/13", page(13, "Новий рядок."))
        self.run()

    def run_torn(self, after: int) -> None:
        """A visit that ends as by a kill after so many links; the next run reads back what it archived."""

        def kill(progress: Progress) -> None:
            if progress.outcomes.total() == after:
                raise KeyboardInterrupt

        try:
            self.run(kill)
        except KeyboardInterrupt:
            return
        raise AssertionError(f"the visit ended before {after} links")

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with open_published(self.home.database) as connection:
            return connection.execute(query).fetchall()

    def core(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with open_writer(self.home.warehouse) as connection:
            names = connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'core'"
            ).fetchall()
            return {
                name: connection.execute(f"select * from core.{name} order by all").fetchall()
                for (name,) in names
            }

    def hash(self) -> str:
        return hash_of(self.home)

    def reparse(self, **more: Any) -> Reread:
        return reparse(self.home, self.settings, self.known, **more)


def hash_of(home: Home) -> str:
    with open_writer(home.warehouse) as connection:
        assert run_checks(connection) == []
        return content_hash(connection)


def reparse(
    home: Home,
    settings: Settings,
    sources: dict[str, Source],
    *,
    dry_run: bool = False,
    ocr: Ocr = NO_OCR,
    **choice: Any,
) -> Reread:
    """What `visnyk reparse` does, without the command."""
    chosen = Choice(**{"sources": sources, "described": list(sources), **choice})
    work = Reparse(home, settings, chosen, ocr=ocr)
    work.open(wait=10)
    try:
        work.rebuild()
        if not dry_run:
            work.apply()
    finally:
        work.close()
    assert not home.reparse.exists()
    return work.result
