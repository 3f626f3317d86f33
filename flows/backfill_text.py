"""What a backfill came to, or would come to, for a terminal and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.backfill import BackfillResult
from flows.backfill_plan import Estimate, seconds_of
from flows.live import STYLES
from scrapers.records import OUTCOMES, Outcome
from scrapers.window import Window

_HEADINGS: dict[Outcome, str] = {"refused_by_robots": "robots", "not_an_article": "no article"}


def days_of(window: Window) -> str:
    """«2026-01-01 to 2026-01-31 (31 days)»: the last day is in it."""
    count = (window.end - window.start).days
    last = window.end - timedelta(days=1)
    return f"{window.start} to {last} ({count} day{'s' if count > 1 else ''}, Kyiv)"


def print_result(console: Console, result: BackfillResult) -> None:
    console.print(_result_table(result))
    for line in as_lines(result):
        console.print(escape(line), highlight=False, soft_wrap=True)
    console.print(f"backfill of {days_of(result.window)} [{STYLES[result.state]}]{result.state}[/]")


def _result_table(result: BackfillResult) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    table.add_column("status")
    filled = result.filled.values()
    shown = [name for name in OUTCOMES if any(each.outcomes[name] for each in filled)]
    for heading in ("may be in it", *(_HEADINGS.get(name, name) for name in shown), "requests", "304"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in filled:
        numbers = [each.named, *(each.outcomes[name] for name in shown), each.requests, each.not_modified]
        table.add_row(each.source, Text(each.status, style=STYLES[each.status]), *map(str, numbers))
    return table


def as_lines(result: BackfillResult) -> Iterator[str]:
    for each in result.filled.values():
        if each.reason:
            yield f"{each.source}: {each.reason}"
        elif not each.named:
            older = f"; the oldest read of in its lists is of {each.oldest}" if each.oldest else ""
            yield f"{each.source}: no article of these days{older}"
    for source, message in result.errors.items():
        yield f"{source}: {message}"
    if result.snapshot is not None:
        news = "published" if result.snapshot.changed else "nothing to publish, still at"
        yield f"{news} snapshot {result.snapshot.snapshot_id}: {result.snapshot.articles} articles"


def as_json(result: BackfillResult) -> dict[str, Any]:
    """Keys are stable; `to` is exclusive."""
    return {
        "from": str(result.window.start),
        "to": str(result.window.end),
        "state": result.state,
        "sources": [
            {
                "source": each.source,
                "status": each.status,
                "reason": each.reason,
                "visits": each.visits,
                "in_window": each.named,
                "oldest": str(each.oldest) if each.oldest else None,
                **{outcome: each.outcomes[outcome] for outcome in OUTCOMES},
                "requests": each.requests,
                "not_modified": each.not_modified,
            }
            for each in result.filled.values()
        ],
        "errors": result.errors,
        "snapshot": None if result.snapshot is None else result.snapshot.snapshot_id,
    }


def print_estimates(
    console: Console, window: Window, estimates: Sequence[Estimate], bound: int, at_once: int
) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    for heading in (
        "index pages",
        "may be in it",
        "known",
        "to ask for",
        "without a day",
        "requests",
        "time",
    ):
        table.add_column(heading, justify="right")
    for each in estimates:
        numbers = (each.lists, each.named, each.known, each.to_ask, each.undated, each.requests)
        table.add_row(each.source, *map(str, numbers), _time(each.seconds))
    console.print(table)
    for each in estimates:
        for trouble in each.troubles:
            console.print(f"[yellow]{each.source}[/]: {escape(trouble)}", highlight=False, soft_wrap=True)
        if each.requests > bound:
            console.print(
                f"[yellow]{each.source}[/]: more than --requests {bound}: it would end partial, and the next one go on",
                highlight=False,
                soft_wrap=True,
            )
    if any(each.undated for each in estimates):
        console.print(
            "pages without a day are asked for to learn it: fewer, once one is older than the window"
        )
    total = sum(each.requests for each in estimates)
    console.print(
        f"backfill of {days_of(window)}: {total} requests at most, {_time(seconds_of(estimates, at_once))}; nothing was"
        " stored (--dry-run)",
        highlight=False,
        soft_wrap=True,
    )


def estimates_json(window: Window, estimates: Sequence[Estimate], at_once: int) -> dict[str, Any]:
    return {
        "from": str(window.start),
        "to": str(window.end),
        "dry_run": True,
        "sources": [{**asdict(each), "to_ask": each.to_ask} for each in estimates],
        "requests": sum(each.requests for each in estimates),
        "seconds": seconds_of(estimates, at_once),
    }


def _time(seconds: float) -> str:
    """«1:02:03», rounded up."""
    return str(timedelta(seconds=round(seconds)))
