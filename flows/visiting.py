"""What a visit begins with: which one it is, and what the warehouse remembers of its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import duckdb

from flows.clock import Clock
from scrapers.archive import SourceArchive
from scrapers.collect import Collector
from scrapers.plan import Plan, Tools
from scrapers.records import Capture, Context, Exchange, Known
from scrapers.registry import Source
from scrapers.sections import Memory
from scrapers.stage import Stage
from scrapers.window import Window
from scrapers.window_visit import Bounds, WindowCollector
from warehouse import store

LOOKED_AT = timedelta(hours=20)  # an article that was asked for within them needs no other look
MOST_AGAIN, MOST_RECENT = 5_000, 500  # links that are thought of; most of them are named by a list
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_PERIOD = {"hourly": timedelta(hours=1), "daily": timedelta(days=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTask:
    """A window that one run reads back. `pages`: articles a visit; `requests`: what each source may still be asked."""

    window: Window
    pages: int
    requests: int
    spent: Mapping[str, int] = field(default_factory=dict)  # source → requests of it that were sent before

    def bounds(self, slug: str) -> Bounds:
        return Bounds(pages=self.pages, requests=max(0, self.requests - self.spent.get(slug, 0)))


class Look(NamedTuple):
    """What a visit of a window came to beside its outcomes."""

    named: int  # links of the window, known ones too
    is_cut: bool  # another visit has to go on
    oldest: date | None  # the first day that any list told


class Call(NamedTuple):
    plan: Plan
    memory: Memory


def call_of(
    cursor: duckdb.DuckDBPyConnection,
    source: Source,
    run_id: str,
    clock: Clock,
    started: datetime,
    looks: int,
    task: WindowTask | None,
) -> Call:
    """`looks`: how many articles that no list names may be looked at again."""
    if task is not None:
        begin, end = task.window.interval
        plan = Plan(
            visit_id=task.window.visit_id(source.slug, started),
            run_id=run_id,
            interval_start=begin,
            interval_end=end,
            clock=clock,
            kind="backfill",
        )
        return Call(plan, window_memory(cursor, source, task.window))
    since = store.last_interval_end(cursor, source.slug)
    plan = Plan(
        visit_id=f"{source.slug}-{started:%Y%m%dT%H%M%S%fZ}",
        run_id=run_id,
        interval_start=since or started - _PERIOD[source.schedule],
        interval_end=started,
        clock=clock,
    )
    return Call(plan, _memory(cursor, source, started, looks))


def _memory(cursor: duckdb.DuckDBPyConnection, source: Source, started: datetime, looks: int) -> Memory:
    slug = source.slug
    return Memory(
        known=store.known(cursor, slug),
        complete=store.complete_sections(cursor, slug),
        owed=store.owed(cursor, slug),
        attached=store.attached(cursor, slug) if source.documents else {},
        unread=store.unread(cursor, slug) if source.documents else frozenset(),
        again=store.again(cursor, slug, started, LONG_AGO, started - LOOKED_AT, MOST_AGAIN),
        recent=store.again(cursor, slug, started, started - LOOKED_AT, started, MOST_RECENT),
        looks=looks,
    )


def window_memory(cursor: duckdb.DuckDBPyConnection, source: Source, window: Window) -> Memory:
    """Without the complete readings, at which a list would be left, and without looks at what is known."""
    slug = source.slug
    return Memory(
        known=store.known(cursor, slug),
        attached=store.attached(cursor, slug) if source.documents else {},
        days=store.days(cursor, slug),
        since=window.start,
    )


def collector_of(
    source: Source, tools: Tools, stage: Stage, call: Call, task: WindowTask | None
) -> Collector:
    if task is None:
        return Collector(source, tools, call.memory, stage, call.plan)
    bounds = task.bounds(source.slug)
    return WindowCollector(source, tools, call.memory, stage, call.plan, task.window, bounds)


class Staged:
    """An archive writer that stages each capture it has written."""

    def __init__(self, writer: SourceArchive, stage: Stage) -> None:
        self.writer, self.stage = writer, stage

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        capture = self.writer.write(exchange, context, known)
        self.stage.add(capture)
        return capture
