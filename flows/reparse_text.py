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
        "wrong_file": done.wrong_file,
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
    if done.difference.counts:
        table = Table(box=None, pad_edge=False)
        table.add_column("source")
        table.add_column("what differs")
        table.add_column("rows", justify="right")
        for row in done.difference.counts:
            table.add_row(row.source, row.field, str(row.rows))
        console.print(table)
    for line in as_lines(done, applied=applied):
        console.print(escape(line), highlight=False, soft_wrap=True)


def as_lines(done: Reread, *, applied: bool) -> list[str]:
    """Samples of what differs, what cannot be read any more, what the checks find, and the sum of all as the last."""
    told = done.difference
    lines = [_sample(each) for each in told.samples]
    lines += [
        f"kept, not readable now: {page.source}: {page.url}: {page.reason}" for page in told.unread[:_MOST]
    ]
    if len(told.unread) > _MOST:
        lines.append(
            f"… and {len(told.unread) - _MOST} more such pages; `visnyk reparse --json` names them all"
        )
    lines += [f"{each.check}: {each.subject}: {each.message}" for each in told.findings]
    lines += [f"left as it was: {slug} has no source file that can be used" for slug in done.without_file]
    return [*lines, _summary(done, applied=applied)]


def _sample(sample: Sample) -> str:
    before, after = cut(sample.before, sample.after)
    return f"{sample.source}: {sample.field}: {sample.url}\n  - {before}\n  + {after}"


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
