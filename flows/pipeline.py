"""The main job without Prefect: what its tasks call, and what `visnyk run --no-prefect` calls directly."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import Literal, NamedTuple

import duckdb

from flows.clock import Clock, too_early, utc_now
from flows.process import prepare_process, share_one_core
from flows.recovery import Recovered, not_loaded, recover
from flows.room import is_full, minding_room
from flows.settings import Home, Settings
from flows.visiting import Look, Staged, WindowTask, call_of, collector_of
from flows.waiting import remove, seal
from scrapers.archive import Archive
from scrapers.fetch import Fetcher
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.plan import Progress, Tools
from scrapers.records import Batch
from scrapers.registry import Source
from scrapers.stage import Stage
from scrapers.stored import stored_page
from scrapers.window_visit import WindowCollector
from warehouse import state, store
from warehouse.db import open_writer, reader
from warehouse.lock import writer_lock
from warehouse.publish import publish
from warehouse.records import Snapshot, SourceRow
from warehouse.retire import retire_sources

RunState = Literal["complete", "partial", "failed"]


class VisitStopped(Exception):
    """The run was told to end; the visit is read back from the archive, as after a kill."""


class SectionCount(NamedTuple):
    """What one section of a source found, and what no other section of it did."""

    section: str
    found: int
    only_here: int
    complete: bool
    guessed: bool
    has_rules: bool  # which did not hold, where it was guessed; without any it was meant to be


class CommonFailure(NamedTuple):
    """What most failures of a source share: `same` of `total`, for example at `url`."""

    error: str
    message: str
    same: int
    total: int
    url: str


@dataclass(slots=True, kw_only=True)
class RunResult:
    """What a run did; `errors` are the sources or stages that broke, with the reason."""

    run_id: str
    batches: list[Batch] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[SectionCount]] = field(default_factory=dict)
    failures: dict[str, CommonFailure] = field(default_factory=dict)
    recovered: Recovered = field(default_factory=Recovered)
    snapshot: Snapshot | None = None

    @property
    def state(self) -> RunState:
        if self.snapshot is None:
            return "failed"  # it did not come to its end
        statuses = Counter(batch.visit.status for batch in self.batches)
        good = statuses["complete"]
        if self.errors or good < len(self.batches):
            return "partial" if good or statuses["partial"] else "failed"
        return "complete"


class Run:
    """One run over some sources; `registry` holds those whose torn visits may be read back too.

    `described`: every slug that has a file, be it a wrong one; other sources are no longer active.
    `task`: the window to read back, instead of what is new. `open` waits for the home's lock; `close` gives it back.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        sources: Mapping[str, Source],
        *,
        registry: Mapping[str, Source] | None = None,
        described: Collection[str] | None = None,
        report: Callable[[Progress], None] = lambda progress: None,
        now: Clock = utc_now,
        ocr: Ocr | None = OCR,
        task: WindowTask | None = None,
    ) -> None:
        self.home, self.settings, self.sources, self.report, self.now = home, settings, sources, report, now
        self.ocr, self.task = ocr, task
        self.looks: dict[str, Look] = {}  # of a backfill
        self.registry = {**(registry or {}), **sources}
        self.described = described
        self.started = now()
        self.run_id = f"run-{self.started:%Y%m%dT%H%M%S%fZ}"
        self.result = RunResult(run_id=self.run_id)
        self.archive = Archive(home.archive, max_bytes=settings.warc_mb * 2**20)
        self._stack = ExitStack()
        self._stopped = Event()

    def open(
        self, *, wait: float | None = None, on_wait: Callable[[str], None] = lambda message: None
    ) -> None:
        """Takes the lock, opens the warehouse, brings the archive in order. Raises WriterBusy, DiskFull."""
        try:
            with minding_room(self.home):
                self._open(wait, on_wait)
        except BaseException:
            self.close()
            raise

    def _open(self, wait: float | None, on_wait: Callable[[str], None]) -> None:
        prepare_process()
        self.home.root.mkdir(parents=True, exist_ok=True)
        self._stack.enter_context(writer_lock(self.home.root, wait, on_wait))
        shutil.rmtree(self.home.reparse, ignore_errors=True)  # what a killed `reparse` left
        self.connection = open_writer(self.home.warehouse, memory_limit=self.settings.memory_limit)
        self._stack.callback(self.connection.close)
        # the whole registry, so that a source that was switched off is told; `verify` and `publish` know none
        registered = self.registry.values() if self.sources else ()
        store.register_sources(self.connection, [source_row(source) for source in registered])
        if self.described is not None:
            retire_sources(self.connection, self.described)
        self.result.recovered = recover(
            self.connection, self.archive, self.registry, self.home.staging, self.ocr
        )
        self.result.errors |= self.result.recovered.errors
        ended = {slug: at for slug, at in state.last_visits(self.connection).items() if slug in self.sources}
        self.result.errors |= too_early(ended, self.now())
        self.sources = {
            slug: source for slug, source in self.sources.items() if slug not in self.result.errors
        }
        # here and not when first asked for: threads would make one each, and none would know of the others
        self.fetcher = Fetcher(
            user_agent=self.settings.user_agent,
            limits=self.settings.limits,
            allow=self.settings.networks,
            clock=self.now,
        )
        self._stack.callback(self.fetcher.close)

    def close(self) -> None:
        self._stack.close()

    def stop(self) -> None:
        """End all visits at once, as a kill would: the next run reads back what they archived."""
        self._stopped.set()
        self.fetcher.close()

    def _report(self, progress: Progress) -> None:
        if not self._stopped.is_set():  # what a stopped visit could not ask for is no failure of the site
            self.report(progress)

    def visit(self, slug: str) -> Batch:
        """Reads one source into the archive and a staged batch. Safe to call from several threads.

        Raises VisitStopped, and leaves the batch unsealed, if the run was stopped meanwhile; DiskFull.
        """
        with minding_room(self.home):
            return self._visit(slug)

    def _visit(self, slug: str) -> Batch:
        share_one_core()
        source, started = self.sources[slug], self.now()
        with reader(self.connection) as cursor:
            call = call_of(
                cursor, source, self.run_id, self.now, started, self.settings.look_again, self.task
            )
        with (
            closing(Stage(self.home.staging / call.plan.visit_id)) as stage,
            self.archive.writer(slug, call.plan.visit_id) as writer,
        ):
            tools = Tools(
                fetcher=self.fetcher,
                archive=Staged(writer, stage),
                stored_page=partial(stored_page, self.archive),
                report=self._report,
                ocr=self.ocr,
            )
            collector = collector_of(source, tools, stage, call, self.task)
            visit = collector.run()
        if isinstance(collector, WindowCollector):
            self.looks[slug] = Look(collector.named, collector.is_cut, collector.oldest)
        if self._stopped.is_set():
            raise VisitStopped(f"{slug}: the run was stopped; what was archived is read back by the next one")
        batch = Batch(visit=visit, folder=str(stage.folder), warc_files=dict(writer.positions))
        seal(batch)
        return batch

    def load(self, batches: Iterable[Batch]) -> None:
        """Small visits several in a transaction; what is loaded leaves the staging folder. For one thread at a time.

        A batch that cannot be loaded stops no other: the next run reads it back from the archive. Raises DiskFull.
        """
        with minding_room(self.home):
            for group in store.groups(batches):
                self._load(group)

    def _load(self, group: list[Batch]) -> None:
        try:
            store.load(self.connection, *group)
        except duckdb.Error as error:
            if is_full(error):
                raise
            if len(group) == 1:
                self.result.errors[group[0].visit.source] = not_loaded(error)
                return
            for batch in group:  # it is the fault of one of them
                self._load([batch])
            return
        stored = store.as_stored(self.connection, [batch.visit for batch in group])
        self.result.batches += [
            replace(batch, visit=visit) for batch, visit in zip(group, stored, strict=True)
        ]
        for batch in group:
            remove(batch)

    def publish(self) -> Snapshot:
        """Raises DiskFull."""
        with minding_room(self.home):
            return self._publish()

    def _publish(self) -> Snapshot:
        places = {slug: place for place, slug in enumerate(self.sources)}
        self.result.batches.sort(key=lambda batch: places[batch.visit.source])  # they came as they ended
        ruled = {
            (slug, each.name) for slug in places for each in self.sources[slug].sections if each.has_rules
        }
        for row in store.section_reads(self.connection, self.run_id):
            count = SectionCount(*row[1:], has_rules=row[:2] in ruled)
            self.result.sections.setdefault(row[0], []).append(count)
        common = state.common_failures(self.connection, self.run_id)
        self.result.failures = {row[0]: CommonFailure(*row[1:]) for row in common}
        self.result.snapshot = publish(
            self.connection, self.home.published, now=self.now(), keep=self.settings.keep_snapshots
        )
        return self.result.snapshot


def source_row(source: Source) -> SourceRow:
    return SourceRow(
        source=source.slug,
        name=source.name,
        platform=source.platform,
        url=source.url,
        region=source.region,
        community=source.community,
        evidence=source.evidence,
        schedule=source.schedule,
        active=source.active,
    )
