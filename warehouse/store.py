"""Loading what a visit brought: one transaction per batch, bulk only, the same batch twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import duckdb
import orjson

from scrapers.records import Batch, Visit
from warehouse.queries import read_sql
from warehouse.records import SourceRow
from warehouse.state import (
    attached,
    complete_sections,
    indexed,
    known,
    last_interval_end,
    owed,
    section_reads,
    unread,
)

__all__ = [
    "attached",
    "complete_sections",
    "indexed",
    "known",
    "last_interval_end",
    "load",
    "owed",
    "register_sources",
    "section_reads",
    "unread",
]

# kind of record → its file in the batch's folder; a file that is not there stands for no rows
STAGED = {
    "capture": "captures.jsonl",
    "article": "articles.jsonl",
    "part": "parts.jsonl",
    "ledger": "ledger.jsonl",
    "section_read": "section_reads.jsonl",
    "failure": "failures.jsonl",
}
LINE_LIMIT = 16 * 1024 * 1024  # bytes, DuckDB's default
NO_ROWS = Path(__file__).parent / "data" / "empty.jsonl"
# the order matters: staged_link compares with core.link as it was, and what follows reads core.article as it is
STEPS = (
    "append",
    "staged_link",
    "article",
    "part",
    "link",
    "digest_match",
    "article_state",
    "to_place",
    "placement",
    "clear",
)


def load(con: duckdb.DuckDBPyConnection, batch: Batch) -> bool:
    """Load one visit and all it brought; False, and nothing changed, if that visit is there already.

    If the visit's sums do not agree with its ledger everything is stored, but the visit is `partial` and says so.
    Raises duckdb.Error, with nothing changed, if a staged file cannot be read as its records.
    """
    if con.execute(read_sql("load/has_visit"), [batch.visit.visit_id]).fetchall():
        return False
    con.begin()
    try:
        _stage(con, batch)
        for step in STEPS:
            con.execute(read_sql(f"load/{step}"))
    except BaseException:
        con.rollback()
        raise
    con.commit()
    return True


def register_sources(con: duckdb.DuckDBPyConnection, rows: Sequence[SourceRow]) -> None:
    """Take over these sources; a source that got another region has its articles placed anew."""
    con.begin()
    try:
        con.execute(read_sql("load/staged_source"), [orjson.dumps([asdict(row) for row in rows]).decode()])
        for step in ("source", "placement", "clear"):
            con.execute(read_sql(f"load/{step}"))
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _stage(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    for kind, name in STAGED.items():
        file = Path(batch.folder) / name
        file = file if file.exists() else NO_ROWS
        con.execute(read_sql(f"load/staged_{kind}"), [str(file), _line_limit(file)])
    files = batch.warc_files
    con.execute(read_sql("load/archive_file"), [list(files), list(files.values())])
    _stage_visit(con, batch.visit)
    counts = dict(con.execute(read_sql("load/outcome_counts")).fetchall())
    broken = broken_sums(batch.visit, counts)
    if broken:
        reason = "; ".join(filter(None, (batch.visit.reason, broken)))
        _stage_visit(con, replace(batch.visit, status="partial", reason=reason))


def _line_limit(file: Path) -> int:
    """Bytes that DuckDB shall allow a line: it takes twice as much memory, so no more than this file needs."""
    if file.stat().st_size <= LINE_LIMIT:
        return LINE_LIMIT
    with file.open("rb") as lines:
        return max(LINE_LIMIT, *(len(line) + 1 for line in lines))


def _stage_visit(con: duckdb.DuckDBPyConnection, visit: Visit) -> None:
    con.execute(read_sql("load/staged_visit"), [orjson.dumps(asdict(visit)).decode()])


def broken_sums(visit: Visit, rows: dict[str, int]) -> str | None:
    """None if found = sum of outcomes = ledger rows, outcome by outcome; else a sentence with the sums."""
    said = {outcome: count for outcome, count in visit.outcomes.items() if count}
    if said == rows and visit.found == sum(said.values()):
        return None
    differing = [
        f"{outcome}: {said.get(outcome, 0)} counted, {rows.get(outcome, 0)} in the ledger"
        for outcome in sorted(said.keys() | rows.keys())
        if said.get(outcome, 0) != rows.get(outcome, 0)
    ]
    totals = f"found {visit.found}, outcomes {sum(said.values())}, ledger {sum(rows.values())}"
    return ", ".join([f"sums do not agree: {totals}", *differing])
