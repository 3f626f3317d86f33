"""What a reading again changes, as a table and samples for a person and as values for a machine."""

from __future__ import annotations

from dataclasses import asdict
from itertools import takewhile
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.reparse import Reread
from warehouse.difference import Sample

_WIDTH = 160  # characters of a sample
_BEFORE = 30  # of them before the first that differs
_MOST = 20  # pages that cannot be read and are named


def as_json(done: Reread, *, applied: bool) -> dict[str, Any]:
    told = done.difference
    return {
        "applied": applied,
        "sources": done.sources,
        "without_file": done.without_file,
        "visits": done.visits,
        "links": done.links,
        "pages_read": done.pages,
        "counts": [row._asdict() for row in told.counts],
        "samples": [row._asdict() for row in told.samples],
        "unread": [row._asdict() for row in told.unread],
        "findings": [asdict(finding) for finding in told.findings],
        "hash_before": told.hash_before,
        "hash_after": told.hash_after,
        "snapshot": done.snapshot.snapshot_id if done.snapshot else None,
    }


def print_reread(console: Console, done: Reread, *, applied: bool) -> None:
    told = done.difference
    if told.counts:
        console.print(_counts(done))
    for sample in told.samples:
        _print_sample(console, sample)
    for page in told.unread[:_MOST]:
        line = f"[yellow]not readable, kept[/]: {page.source}: {escape(page.url)}: {escape(page.reason)}"
        console.print(line, highlight=False, soft_wrap=True)
    if len(told.unread) > _MOST:
        console.print(f"… and {len(told.unread) - _MOST} more such pages; --json names them all")
    for finding in told.findings:
        line = f"[red]{finding.check}[/]: {escape(finding.subject)}: {escape(finding.message)}"
        console.print(line, highlight=False, soft_wrap=True)
    for slug in done.without_file:
        console.print(f"[yellow]left as it was[/]: {slug} has no source file that can be used")
    console.print(_summary(done, applied=applied), highlight=False, soft_wrap=True)


def _counts(done: Reread) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("source")
    table.add_column("what differs")
    table.add_column("rows", justify="right")
    for row in done.difference.counts:
        table.add_row(row.source, row.field, str(row.rows))
    return table


def _print_sample(console: Console, sample: Sample) -> None:
    console.print(f"\n{sample.source}: {sample.field}: {escape(sample.url)}", highlight=False, soft_wrap=True)
    for mark, text in zip("-+", cut(sample.before, sample.after), strict=True):
        console.print(f"  {mark} {escape(text)}", highlight=False, soft_wrap=True)


def cut(before: str | None, after: str | None) -> tuple[str, str]:
    """Both texts from a little before the first letter that differs, in one line each; «none» for what is not there."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before or "", after or "", strict=False))
    )
    start = max(0, same - _BEFORE) if max(len(before or ""), len(after or "")) > _WIDTH else 0
    return _piece(before, start), _piece(after, start)


def _piece(text: str | None, start: int) -> str:
    if text is None:
        return "none"
    shown = text[start : start + _WIDTH].replace("\n", " ⏎ ")
    return f"{'…' if start else ''}{shown}{'…' if len(text) > start + _WIDTH else ''}"


def _summary(done: Reread, *, applied: bool) -> str:
    told = done.difference
    read = (
        f"{done.links} links of {done.visits} visits to {len(done.sources)} sources, {done.pages} pages read"
    )
    same = "nothing differs" if told.hash_before == told.hash_after else f"content was {told.hash_before}"
    if applied and done.snapshot is not None:
        end = f"applied, snapshot {done.snapshot.snapshot_id}"
    else:
        end = "not applied: findings above" if told.findings else "not applied (--dry-run)"
    return f"{read}; {same}, is {told.hash_after}; {end}"
