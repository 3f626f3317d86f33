"""Windows of days read back: one visit a source after the other, the home let go in between for runs that wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Event
from typing import Literal

from flows.clock import Clock, utc_now
from flows.pipeline import Run
from flows.plainly import visit_all
from flows.settings import Home, Settings
from flows.visiting import WindowTask
from scrapers.dates import KYIV
from scrapers.folders import Registry
from scrapers.outcomes import UNREAD
from scrapers.plan import Progress
from scrapers.records import OUTCOMES, Outcome, VisitStatus
from scrapers.registry import Source
from scrapers.window import Window
from warehouse.lock import POLL
from warehouse.records import Snapshot

PAGES = 500  # articles a visit asks each source for before it lets other runs in
REQUESTS = 20_000  # to each source, all visits together, if nothing else is said
BackfillState = Literal["complete", "partial", "failed"]


class WrongWindow(Exception):
    """Days that cannot be read back; the message says what was expected, what came, and the remedy."""


@dataclass(slots=True, kw_only=True)
class Filled:
    """What became of a window at one source, over all visits that it took."""

    source: str
    status: VisitStatus = "partial"
    reason: str | None = None
    visits: int = 0
    named: int = 0  # links of the window, known ones too
    oldest: date | None = None  # the first day that its lists told
    requests: int = 0
    not_modified: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)


@dataclass(slots=True, kw_only=True)
class BackfillResult:
    window: Window
    filled: dict[str, Filled] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    snapshot: Snapshot | None = None

    @property
    def state(self) -> BackfillState:
        statuses = [each.status for each in self.filled.values()]
        if self.snapshot is None or not ({"complete", "partial"} & set(statuses)):
            return "failed"
        return "complete" if set(statuses) == {"complete"} and not self.errors else "partial"


def window_between(start: date, end: date, now: datetime) -> Window:
    """Days from `start` on, up to and without `end`. Raises WrongWindow."""
    today = now.astimezone(KYIV).date()
    if start >= end:
        raise WrongWindow(
            f"expected --from before --to, which is not read itself; came --from {start} --to {end}."
            f" Remedy: for that one day --from {start} --to {start + timedelta(days=1)}"
        )
    if end > today + timedelta(days=1):
        raise WrongWindow(
            f"expected days that have come: --to at most {today + timedelta(days=1)} (which is not read itself),"
            f" came --to {end}"
        )
    return Window(start=start, end=end)


class Backfill:
    """One window of some sources. `run` takes the home's lock for each round of visits and gives it back after it."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        registry: Registry,
        chosen: Mapping[str, Source],
        window: Window,
        *,
        requests: int = REQUESTS,
        pages: int = PAGES,
        report: Callable[[Progress], None] = lambda progress: None,
        now: Clock = utc_now,
    ) -> None:
        self.home, self.settings, self.registry, self.window = home, settings, registry, window
        self.left, self.requests, self.pages = dict(chosen), requests, pages
        self.report, self.now = report, now
        self.result = BackfillResult(window=window)

    def run(self, *, wait: float | None, on_wait: Callable[[str], None]) -> BackfillResult:
        """Raises WriterBusy, DiskFull. What was read before is kept, and the next backfill goes on from there."""
        while self.left:
            self.step(wait=wait, on_wait=on_wait)
        return self.result

    def step(self, *, wait: float | None, on_wait: Callable[[str], None]) -> None:
        """One visit to each source in `left`, its load, and a snapshot; then those stay there that have to go on."""
        if self.result.snapshot is not None:
            Event().wait(2 * POLL)  # whoever waits for the home has its turn
        spent = {slug: each.requests for slug, each in self.result.filled.items()}
        task = WindowTask(window=self.window, pages=self.pages, requests=self.requests, spent=spent)
        work = Run(
            self.home,
            self.settings,
            self.left,
            registry=self.registry.sources,
            described=self.registry.files,
            now=self.now,
            task=task,
        )
        work.report = self.report
        work.open(wait=wait, on_wait=on_wait)
        try:
            visit_all(work)
            self.result.snapshot = work.publish()
        finally:
            work.close()
        self._take(work)

    def _take(self, work: Run) -> None:
        self.result.errors |= work.result.errors
        left = {}
        for batch in work.result.batches:
            visit, look = batch.visit, work.looks[batch.visit.source]
            filled = self.result.filled.setdefault(visit.source, Filled(source=visit.source))
            filled.status, filled.reason = visit.status, visit.reason
            filled.visits += 1
            filled.named, filled.oldest = look.named, look.oldest
            filled.requests += visit.requests
            filled.not_modified += visit.not_modified
            filled.outcomes.update({outcome: visit.outcomes[outcome] for outcome in OUTCOMES})
            # what was asked for and could not be read would be asked for again and again
            came = visit.found - sum(visit.outcomes[outcome] for outcome in UNREAD)
            if look.is_cut and came and filled.requests < self.requests:
                left[visit.source] = self.left[visit.source]
        self.left = left
