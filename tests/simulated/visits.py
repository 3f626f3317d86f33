"""The real pipeline on the simulated web, one run a day: archive, warehouse, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from flows.pipeline import Run
from flows.settings import Home, load_settings
from flows.sources import all_sources
from tests.simulated.posts import at
from tests.simulated.script import NOBODY, visit_at
from tests.simulated.site import Site
from tests.simulated.web import SimulatedWeb
from warehouse.db import open_published

Row = dict[str, Any]
GIVEN = {
    "allow_private": ["127.0.0.0/8"],
    "backoff": 0.0,
    "attempts": 2,
    "connect_timeout": 2,
    "read_timeout": 5,
    "hosts_at_once": 4,
    "keep_snapshots": 1,
    "memory_limit": "256MB",
}


@dataclass(slots=True)
class Seen:
    """What the published data said: of states after each day, of all else at the end."""

    states: dict[int, dict[tuple[str, str], str]] = field(default_factory=dict)  # day → (source, url) → state
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    coverage: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # runs that had errors of their own


def clock_from(moment: datetime) -> Callable[[], datetime]:
    """Goes on by a millisecond each time it is asked."""
    ticks = count()
    return lambda: moment + timedelta(milliseconds=next(ticks))


def watch(sites: list[Site], days: int, folder: Path) -> Seen:
    seen = Seen()
    home = Home(folder / "home")
    with SimulatedWeb(sites) as web:
        for day in range(1, days + 1):
            web.turn(day, at(day, visit_at(day)))
            if day in NOBODY:
                continue
            _write_files(sites, day, folder / "sources")
            chosen = [site.slug for site in sites if day not in site.unvisited]
            _run(home, folder / "sources", chosen, web.moment, seen)
            rows = ask(home, "select source, url, state from articles")
            seen.states[day] = {(row["source"], row["url"]): row["state"] for row in rows}
    seen.articles = ask(home, "select * from articles")
    seen.versions = ask(home, "select * from article_versions order by article_id, version")
    seen.coverage = ask(home, "select * from coverage")
    seen.visits = ask(home, "select * from visits")
    return seen


def _write_files(sites: list[Site], day: int, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for site in sites:
        (folder / f"{site.slug}.toml").write_text(site.source(day), encoding="utf-8")


def _run(home: Home, folder: Path, slugs: list[str], moment: datetime, seen: Seen) -> None:
    known = all_sources([folder], only_folders=True)
    settings = load_settings(home, dict(GIVEN))
    chosen = {slug: known[slug] for slug in slugs}
    work = Run(home, settings, chosen, registry=known, now=clock_from(moment), ocr=None)
    work.open(wait=10)
    try:
        with ThreadPoolExecutor(settings.hosts_at_once) as pool:
            work.load(list(pool.map(work.visit, work.sources)))
        work.publish()
    finally:
        work.close()
    seen.broken += [f"{moment:%d.%m}: {slug}: {error}" for slug, error in work.result.errors.items()]


def ask(home: Home, query: str) -> list[Row]:
    with open_published(home.database) as connection:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in _rows(cursor)]


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    yield from cursor.fetchall()
