"""The whole archive read again with today's code and source files: beside the live warehouse, then in its place.

Nothing is changed before all is read: a kill leaves the old warehouse, or after one rename the new one. What a kill
leaves of the work is cleared by whatever writes next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, partial

import duckdb
from pydantic import TypeAdapter

from flows.clock import utc_now
from flows.pipeline import source_row
from flows.reading_ahead import PIECE, Pages, Result
from flows.recovery import recover
from flows.restoring import restored_copy
from flows.room import minding_room
from flows.settings import Home, Settings
from scrapers.archive import Archive
from scrapers.dates import KYIV
from scrapers.parsers.tesseract import OCR, Ocr, can_read
from scrapers.reading import Told
from scrapers.records import Article, Batch, Capture, Place, Visit
from scrapers.registry import Source
from scrapers.replay import KEPT, Replay
from scrapers.stage import Stage
from scrapers.stored import stored_page
from warehouse import rebuild, store
from warehouse.db import open_writer, reader
from warehouse.difference import Difference, compare
from warehouse.errors import CannotRebuild
from warehouse.lock import writer_lock
from warehouse.publish import publish
from warehouse.rebuild import RECORDED, WHAT_WAS_FOUND, Round
from warehouse.records import Snapshot
from warehouse.retire import retire_sources

EVER = datetime(1, 1, 2, tzinfo=UTC)
MEMORY = "512MB"  # the comparison joins whole tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is read again, and how."""

    sources: Mapping[str, Source]
    # source files that there are, also wrong ones; None: only some sources are read, no other is looked at
    described: Collection[str] | None = None
    since: datetime | None = None  # visits that began earlier keep what they read
    drop: bool = False  # what cannot be read any more goes, instead of staying as it was
    processes: int = 1
    restore: bool = False  # what visits found is taken from the newest snapshot


@dataclass(slots=True, kw_only=True)
class Reread:
    """What reading again did; `links` of the visits that were gone through, `pages` of them that were read."""

    sources: list[str] = field(default_factory=list)
    # stay as they are: nothing says how to read them; of these, those that have a file, which is wrong
    without_file: list[str] = field(default_factory=list)
    wrong_file: list[str] = field(default_factory=list)
    visits: int = 0
    links: int = 0
    pages: int = 0
    difference: Difference = field(default_factory=Difference)
    snapshot: Snapshot | None = None

    @property
    def is_unwell(self) -> bool:
        """Whether something was lost sight of, or is kept only because it was read once."""
        return bool(self.difference.unread or self.difference.findings or self.wrong_file)


class Reparse:
    """One reading again. `open` waits for the home's lock; `close` gives it back and clears what is not applied."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        choice: Choice,
        *,
        report: Callable[[int, int], None] = lambda done, total: None,
        now: Callable[[], datetime] = utc_now,
        ocr: Ocr | None = OCR,
    ) -> None:
        self.home, self.settings, self.choice, self.report = home, settings, choice, report
        self.now, self.ocr = now, ocr
        self.archive = Archive(home.archive, max_bytes=settings.warc_mb * 2**20)
        self.result = Reread()
        self._file = home.reparse / "warehouse.duckdb"
        self._live = home.warehouse  # or a copy that is put right
        self._stack = ExitStack()
        self._copy: duckdb.DuckDBPyConnection | None = None

    def open(
        self, *, wait: float | None = None, on_wait: Callable[[str], None] = lambda message: None
    ) -> None:
        """Takes the lock and brings the archive in order, as each run does. Raises WriterBusy, CannotRebuild."""
        try:
            with minding_room(self.home):
                self._stack.enter_context(writer_lock(self.home.root, wait, on_wait))
                self._stack.callback(_clear_leftovers, self.home)
                _clear_leftovers(self.home)
                self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        with closing(open_writer(self.home.warehouse, memory_limit=self.settings.memory_limit)) as live:
            recover(live, self.archive, self.choice.sources, self.home.staging, self.ocr)
        if self.choice.restore:
            self._live = restored_copy(self.home, self.archive, MEMORY)
        with closing(open_writer(self._live, memory_limit=self.settings.memory_limit)) as live:
            there = rebuild.sources_with_visits(live)
            self.result.sources = [slug for slug in there if slug in self.choice.sources]
            if self.choice.described is not None:
                self.result.without_file = [slug for slug in there if slug not in self.choice.sources]
                self.result.wrong_file = [
                    slug for slug in self.result.without_file if slug in self.choice.described
                ]
            unable = [] if can_read(self.ocr) else rebuild.sources_read_by_ocr(live, self.result.sources)
        if unable and not self.choice.drop:
            raise CannotRebuild(
                f"scanned pages of {', '.join(unable)} were read by OCR, which is not installed here: they would be"
                " empty. Remedy: install tesseract with its Ukrainian data (docs/operate.md), name other sources"
                " with --source, or let them go with --drop"
            )

    def rebuild(self) -> Difference:
        """Reads all again, beside the live warehouse, and says what differs. Raises DiskFull, CannotRebuild."""
        try:
            return self._rebuild()
        except BrokenProcessPool as error:
            raise CannotRebuild(
                "a process that read pages was killed, as systems do for want of memory; nothing has changed."
                " Remedy: --processes 1"
            ) from error

    def _rebuild(self) -> Difference:
        with minding_room(self.home):
            con = self._copy = rebuild.open_copy(self._live, self._file, memory_limit=MEMORY)
            rebuild.clear(con, self.result.sources)
            _register(con, self.choice)
            self._replay(con)
            self.result.difference = compare(con, KEPT)
            return self.result.difference

    def _replay(self, con: duckdb.DuckDBPyConnection) -> None:
        chosen, since = self.result.sources, self.choice.since or EVER
        total = rebuild.count_links(con, chosen)
        pages = Pages(self.home.archive, self.choice.sources, self.ocr, self.choice.processes)
        with reader(con) as ahead, pages:
            pages.follow(rebuild.read_ahead(ahead, chosen, since, PIECE))
            for together in rebuild.rounds(rebuild.visits(con)):
                stored = Round(con, together, again=any(visit.started_at >= since for visit in together))
                batches = [self._again(con, stored, visit, pages) for visit in together]
                stored.close()
                for group in store.groups(batches):
                    store.load(con, *group)
                for batch in batches:
                    shutil.rmtree(batch.folder)
                self.result.visits += len(batches)
                self.result.links += sum(batch.visit.found for batch in batches)
                self.report(self.result.links, total)

    def _again(self, con: duckdb.DuckDBPyConnection, stored: Round, visit: Visit, pages: Pages) -> Batch:
        folder = self.home.reparse / "staging" / visit.visit_id
        with closing(Stage(folder)) as stage:
            if visit.started_at < (self.choice.since or EVER):
                stored.write(visit.visit_id, RECORDED, folder)
                return Batch(visit=visit, folder=str(folder))
            stored.write(visit.visit_id, WHAT_WAS_FOUND, folder)
            replay = Replay(
                self.choice.sources[visit.source],
                visit,
                store.known(con, visit.source, stored.links(visit.visit_id)),
                stage,
                partial(stored_page, self.archive),
                stored.failures(visit.visit_id),
                stored.section_errors(visit.visit_id),
                partial(self._kept, stored),
            )
            for row, capture in stored.entries(visit.visit_id):
                if capture is None:
                    replay.keep(row)
                else:
                    place = Place(capture.capture_id, capture.source, capture.warc_file, capture.warc_offset)
                    replay.take(row, capture, partial(self._read, pages, place, pages.take(place)))
            return Batch(visit=replay.finish(), folder=str(folder))

    def _kept(self, stored: Round, capture: Capture) -> list[Article]:
        if self.choice.drop:
            return []
        return [_article().validate_json(row) for row in stored.kept(capture.capture_id)]

    def _read(self, pages: Pages, place: Place, ahead: Result | None) -> Told:
        self.result.pages += 1
        return pages.read(place, ahead)

    def apply(self) -> Snapshot:
        """Puts the new warehouse in the place of the old one, by one rename, and publishes it. Raises DiskFull."""
        with minding_room(self.home):
            self._close_copy()
            rebuild.put_in_place(self._file, self.home.warehouse)
            with closing(open_writer(self.home.warehouse, memory_limit=self.settings.memory_limit)) as live:
                self.result.snapshot = publish(
                    live, self.home.published, now=self.now(), keep=self.settings.keep_snapshots
                )
            return self.result.snapshot

    def _close_copy(self) -> None:
        if self._copy is not None:
            self._copy.close()
            self._copy = None

    def close(self) -> None:
        self._close_copy()
        self._stack.close()


def _clear_leftovers(home: Home) -> None:
    shutil.rmtree(home.reparse, ignore_errors=True)


def _register(con: duckdb.DuckDBPyConnection, choice: Choice) -> None:
    """The sources as their files are today: where articles are placed follows from that too."""
    store.register_sources(con, [source_row(source) for source in choice.sources.values()])
    if choice.described is not None:
        retire_sources(con, choice.described)


def begin_of(day: date) -> datetime:
    """The first moment of a day in Kyiv."""
    return datetime(day.year, day.month, day.day, tzinfo=KYIV)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _article() -> TypeAdapter[Article]:
    return TypeAdapter(Article)
