"""A source's life, day by day, as the warehouse gets to know it: a visit each morning, loaded and published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from scrapers.records import VisitStatus
from tests.warehouse.batches import KYIV, START, Look, Site, make_source, see
from warehouse.db import open_published, open_writer
from warehouse.publish import publish
from warehouse.store import load, register_sources

FIRST = START.astimezone(KYIV).date()  # a Monday
NEWS = "https://drabiv.example/news"
Connection = duckdb.DuckDBPyConnection


@dataclass(slots=True)
class Life:
    """`live` adds days: how many articles of the day before the visit of each morning finds, and how it ends."""

    site: Site
    day: int = 0
    articles: int = 0

    def live(self, counts: list[int], status: VisitStatus = "complete", age: int = 1, **fields: Any) -> None:
        """`age`: days before the visit that the articles name; `fields` are theirs."""
        for count in counts:
            when = datetime.combine(day_of(self.day - age), time(15), KYIV)
            self.visit([self.article(**{"published": when, **fields}) for _ in range(count)], status)

    def visit(self, looks: list[Look], status: VisitStatus = "complete") -> None:
        self.site.visits = self.day  # a day on which nobody looked leaves a gap
        known = [Look(url=NEWS, outcome="not_an_article")]
        read = status in ("complete", "partial")
        self.site.visit([*looks, *known] if read else [], status=status, complete=status == "complete")
        self.day += 1

    def article(self, **fields: Any) -> Look:
        self.articles += 1
        title = f"Новина {self.articles}"
        return see(f"{NEWS}/{self.articles}", **{"title": title, "source": self.site.source, **fields})


def begin(folder: Path, source: str = "drabiv") -> Life:
    return Life(Site(folder=folder / source, source=source, step=timedelta(days=1)))


def weekdays(weeks: int, a_day: int = 2) -> list[int]:
    """Counts as a visit in the morning finds them: of Friday on Saturday, none on Sunday and Monday."""
    return [0, *([a_day] * 5 + [0, 0]) * weeks][: 7 * weeks]


@contextmanager
def published(folder: Path, lives: Sequence[Life]) -> Iterator[Connection]:
    """A snapshot of a warehouse with these sources; their visits of one day are loaded together."""
    folder.mkdir(exist_ok=True, parents=True)
    with open_writer(folder / "warehouse.duckdb") as con:
        register_sources(con, [make_source(life.site.source) for life in lives])
        visits = sorted(
            (batch for life in lives for batch in life.site.batches), key=lambda batch: batch.visit.started_at
        )
        for _, batches in groupby(visits, key=lambda batch: batch.visit.started_at):
            load(con, *batches)
        publish(con, folder / "published", now=START + timedelta(days=400))
    with open_published(folder / "published" / "latest" / "visnyk.duckdb") as con:
        yield con


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)
