"""What a run looks like on a terminal: a live table while it goes on, a summary when it ends."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.pipeline import RunResult
from scrapers.plan import Progress
from scrapers.records import OUTCOMES, Outcome, Visit

STYLES = {
    "complete": "green",
    "partial": "yellow",
    "blocked": "red",
    "down": "red",
    "failed": "red",
}
_SHOWN_AT_ONCE = 16
_TOLD_EVERY = 30.0  # seconds between two lines about a source that is still read
_PLAIN_WIDTH = 120  # columns of a table that goes to a file or a pipe
_HEADINGS: dict[Outcome, str] = {
    "unchanged": "same",
    "refused_by_robots": "robots",
    "not_an_article": "no article",
}
_ADDRESS = re.compile(r"https?://\S*[^\s,;:.)»]")  # as sql/state/common_failures.sql has it


def make_console(*, stderr: bool = False) -> Console:
    """The console of a command; a pipe has no width of its own, and 80 columns would cut the tables."""
    console = Console(stderr=stderr)
    return console if console.is_terminal else Console(stderr=stderr, width=_PLAIN_WIDTH)


class Board:
    """The newest Progress of each source, and the table of them. Fed from several threads.

    On anything but a terminal it is told in lines: one when a source ends, and every `every` seconds one for each
    that is still read. `silent`: not even those.
    """

    def __init__(self, console: Console, *, silent: bool = False, every: float = _TOLD_EVERY) -> None:
        self.console, self.every = console, every
        self.plain = not console.is_terminal and not silent
        self._rows: dict[str, Progress] = {}
        self._lock = threading.Lock()

    def report(self, progress: Progress) -> None:
        with self._lock:
            before = self._rows.get(progress.source)
            self._rows[progress.source] = progress
        ended = progress.phase in STYLES and (before is None or before.phase not in STYLES)
        if ended and self.plain:
            told = _told(progress.outcomes) or (f"{progress.found} links" if progress.found else "no links")
            self._say(f"{progress.source}: {progress.phase}, {told}")

    def _say(self, line: str) -> None:
        self.console.print(line, soft_wrap=True, highlight=False)

    def __rich__(self) -> RenderableType:
        with self._lock:
            rows = list(self._rows.values())
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("source", "state"):
            table.add_column(name, no_wrap=True, overflow="ellipsis")
        for name in ("links", "done", "new", "changed", "same", "failed", "requests", "304"):
            table.add_column(name, justify="right")
        active = [row for row in rows if row.phase not in STYLES]
        ended = [row for row in rows if row.phase in STYLES]
        for row in [*ended[-max(0, _SHOWN_AT_ONCE - len(active)) :], *active][-_SHOWN_AT_ONCE:]:
            table.add_row(*_cells(row))
        if len(rows) > 1:
            table.add_section()
            table.add_row(*_cells(_sum(rows, len(ended))), style="bold")
        return table

    @contextmanager
    def live(self) -> Iterator[None]:
        """Shows the table, or tells the lines, until the block ends."""
        if self.console.is_terminal:
            from rich.live import Live  # only a terminal needs it

            with Live(self, console=self.console, refresh_per_second=5, transient=True):
                yield
            return
        over = threading.Event()
        teller = threading.Thread(target=self._tell, args=(over,), name="progress", daemon=True)
        if self.plain:
            teller.start()
        try:
            yield
        finally:
            over.set()
            if self.plain:
                teller.join()

    def _tell(self, over: threading.Event) -> None:
        while not over.wait(self.every):
            with self._lock:
                rows = list(self._rows.values())
            active = [row for row in rows if row.phase not in STYLES]
            for row in active:
                done = f"{row.outcomes.total()} of {row.found} links" if row.found else "no links yet"
                came = f"; {_told(row.outcomes)}" if row.outcomes.total() else ""
                self._say(f"{row.source}: {row.phase}, {done}, {row.requests} requests{came}")
            if active and len(rows) > 1:
                self._say(f"{len(rows) - len(active)} sources done, {len(active)} are read")


def _cells(row: Progress) -> list[RenderableType]:
    outcomes = row.outcomes
    numbers = [
        row.found or "…",
        outcomes.total(),
        outcomes["new"],
        outcomes["changed"],
        outcomes["unchanged"],
        outcomes["failed"] + outcomes["blocked"],
        row.requests,
        row.not_modified,
    ]
    return [row.source, Text(row.phase, style=STYLES.get(row.phase, "cyan")), *map(str, numbers)]


def _sum(rows: list[Progress], ended: int) -> Progress:
    outcomes: Counter[Outcome] = Counter()
    for row in rows:
        outcomes.update(row.outcomes)
    return Progress(
        source="all",
        phase=f"{ended} of {len(rows)} done",
        found=sum(row.found for row in rows),
        outcomes=outcomes,
        requests=sum(row.requests for row in rows),
        not_modified=sum(row.not_modified for row in rows),
    )


def _told(outcomes: Counter[Outcome]) -> str:
    return ", ".join(f"{outcomes[name]} {name}" for name in OUTCOMES if outcomes[name])


def tell_wrong(console: Console, wrong: dict[str, str]) -> None:
    for slug, problem in wrong.items():
        console.print(f"[red]{slug} is not visited[/]: {escape(problem)}", highlight=False, soft_wrap=True)


def print_summary(console: Console, result: RunResult) -> None:
    """A table of the sources, then what is worth a sentence."""
    console.print(visit_table([batch.visit for batch in result.batches]))
    for batch in result.batches:
        if batch.visit.reason:
            console.print(
                f"[yellow]{batch.visit.source}[/]: {escape(batch.visit.reason)}",
                highlight=False,
                soft_wrap=True,
            )
    for line in _common_failures(result):
        console.print(line, highlight=False, soft_wrap=True)
    for message in dict.fromkeys(
        result.errors.values()
    ):  # a full disk breaks many sources with the same words
        where = ", ".join(place for place, said in result.errors.items() if said == message)
        console.print(f"[red]{where}[/]: {escape(message)}", highlight=False, soft_wrap=True)
    for line in _guessed(result):
        console.print(line, highlight=False, soft_wrap=True)
    for line in _differences(result):
        console.print(line, highlight=False, style="dim", soft_wrap=True)
    recovered = result.recovered
    if recovered.ended:
        console.print(f"after an earlier kill: {recovered.ended} visits that had ended are loaded")
    if recovered.torn_records or recovered.visits or recovered.damaged_records:
        console.print(
            f"after an earlier kill: {recovered.torn_records} torn records cut off ({recovered.torn_bytes} bytes), "
            f"{recovered.captures} captures of {recovered.visits} visits read back, "
            f"{recovered.damaged_records} damaged records left alone"
        )
    if result.snapshot is not None:
        news = "published" if result.snapshot.changed else "nothing to publish, still at"
        console.print(f"{news} snapshot {result.snapshot.snapshot_id}: {result.snapshot.articles} articles")
    style = STYLES[result.state]
    console.print(f"run [{style}]{result.state}[/]")


def visit_table(visits: list[Visit]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    table.add_column("status")
    shown: list[Outcome] = [name for name in OUTCOMES if any(visit.outcomes[name] for visit in visits)]
    for heading in ("found", *(_HEADINGS.get(name, name) for name in shown), "requests", "304"):
        table.add_column(heading, justify="right", no_wrap=True)
    for visit in visits:
        numbers = [visit.found, *(visit.outcomes[name] for name in shown), visit.requests, visit.not_modified]
        status = Text(visit.status, style=STYLES[visit.status])
        table.add_row(visit.source, status, *map(str, numbers))
    return table


def _common_failures(result: RunResult) -> Iterator[str]:
    """What most failed pages of a source have in common, said once: a redesign makes one of each."""
    reasons = {batch.visit.source: _ADDRESS.sub("…", batch.visit.reason or "") for batch in result.batches}
    for source, common in result.failures.items():
        if common.same > 1 and common.message not in reasons.get(source, ""):  # the reason may have said it
            yield (
                f"[yellow]{source}[/]: {common.same} of {common.total} failures are one: {common.error}: "
                f"{escape(common.message)}; for example {escape(common.url)}"
            )


def _differences(result: RunResult) -> Iterator[str]:
    """What one section of a source found and the others did not."""
    for source, sections in result.sections.items():
        if len(sections) > 1 and any(row.found for row in sections):
            parts = (f"{row.section} {row.found} ({row.only_here} only there)" for row in sections)
            yield f"{source}: links by section: {', '.join(parts)}"


def _guessed(result: RunResult) -> Iterator[str]:
    for source, sections in result.sections.items():
        for row in sections:
            if row.guessed and row.has_rules:
                yield (
                    f"[yellow]{source}[/]: no rule found the items or the pages of section {row.section}: structure "
                    "told them; `visnyk sources probe` proposes rules"
                )


def as_json(result: RunResult) -> dict[str, Any]:
    """The same for machines; keys are stable."""
    snapshot = result.snapshot
    return {
        "run_id": result.run_id,
        "state": result.state,
        "sources": [
            {
                "source": batch.visit.source,
                "status": batch.visit.status,
                "reason": batch.visit.reason,
                "found": batch.visit.found,
                **batch.visit.outcomes,
                "requests": batch.visit.requests,
                "not_modified": batch.visit.not_modified,
                "bytes_received": batch.visit.bytes_received,
                "sections": [
                    {
                        "section": row.section,
                        "found": row.found,
                        "only_here": row.only_here,
                        "complete": row.complete,
                        "guessed": row.guessed,
                    }
                    for row in result.sections.get(batch.visit.source, [])
                ],
            }
            for batch in result.batches
        ],
        "common_failures": {source: common._asdict() for source, common in result.failures.items()},
        "errors": result.errors,
        "recovered": {
            "torn_records": result.recovered.torn_records,
            "torn_bytes": result.recovered.torn_bytes,
            "ended": result.recovered.ended,
            "visits": result.recovered.visits,
            "captures": result.recovered.captures,
        },
        "snapshot": None
        if snapshot is None
        else {"id": snapshot.snapshot_id, "path": str(snapshot.path), "changed": snapshot.changed},
    }
