"""Loading what visits brought: bulk only, whole visits in a transaction, the same batch twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path

import duckdb
import orjson

from scrapers.records import Batch, Visit
from warehouse.queries import read_sql
from warehouse.records import SourceRow
from warehouse.room import room
from warehouse.settle import settle
from warehouse.state import (
    again,
    as_stored,
    attached,
    complete_sections,
    days,
    indexed,
    known,
    last_interval_end,
    owed,
    section_reads,
    unread,
)

__all__ = [
    "again",
    "as_stored",
    "attached",
    "complete_sections",
    "days",
    "groups",
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
LINE_LIMIT = 1024 * 1024  # bytes; DuckDB's default is 16 times as much
GROUP_BYTES = 8 * 1024 * 1024  # some 2,000 articles: what a transaction costs by itself is then a tenth
NO_ROWS = Path(__file__).parent / "data" / "empty.jsonl"
ROOM = 64 * 1024 * 1024  # bytes that a load needs beside half a visit's captures and ledger
PIECE = 8192  # links or articles that are compared together
# the order matters: what was there before is looked up first, and the placement reads core.article as it is
LOOK_UP = ("append", "link_before", "to_fill")
IN_PIECES = ("staged_led", "staged_reading", "staged_link")
COMPARE = ("last_reading", "article_before")
TAKE_OVER = ("append_outcomes", "link", "article_state", "article", "part")
PLACE = ("to_place", "placement", "clear")


def load(con: duckdb.DuckDBPyConnection, *batches: Batch) -> int:
    """Load visits of different sources and all they brought, in one transaction; how many were not there already.

    Several small visits together cost hardly more than one. Of a visit whose sums do not agree with its ledger
    everything is stored, but it is `partial` and says so. Pages that changed but whose articles say the same as before
    are `unchanged`: `as_stored` tells. Memory follows the numbers of links, not the texts.
    Raises duckdb.Error, with nothing changed, if a staged file cannot be read as its records.
    """
    if len({batch.visit.source for batch in batches}) < len(batches):
        raise ValueError("expected visits of different sources: each has to know the one before")
    ids = [batch.visit.visit_id for batch in batches]
    there = {visit_id for (visit_id,) in con.execute(read_sql("load/has_visit"), [ids]).fetchall()}
    fresh = [batch for batch in batches if batch.visit.visit_id not in there]
    if fresh:
        with room(con, _needed(fresh)):
            con.begin()
            try:
                _load(con, fresh)
            except BaseException:
                con.rollback()
                raise
            con.commit()
    return len(fresh)


def _needed(batches: Sequence[Batch]) -> int:
    """Bytes of memory that a load takes: those of a visit of very many links follow their number."""
    files = (Path(batch.folder) / STAGED[kind] for batch in batches for kind in ("capture", "ledger"))
    return ROOM + sum(file.stat().st_size for file in files if file.exists()) // 2


def groups(batches: Iterable[Batch], most: int = GROUP_BYTES) -> Iterator[list[Batch]]:
    """The batches in their order, as many together as one `load` should take: at most `most` staged bytes, or one."""
    group: list[Batch] = []
    total = 0
    for batch in batches:
        size = sum(file.stat().st_size for file in Path(batch.folder).glob("*.jsonl"))
        is_twice = any(batch.visit.source == other.visit.source for other in group)
        if group and (total + size > most or is_twice):
            yield group
            group, total = [], 0
        group.append(batch)
        total += size
    if group:
        yield group


def _load(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
    _stage(con, batches)
    _run(con, LOOK_UP)
    ((rows,),) = con.execute(read_sql("load/most_rows")).fetchall()
    pieces = rows // PIECE + 1
    con.execute(read_sql("load/choose_pieces"), [pieces])
    for step, piece in product(IN_PIECES, range(pieces)):
        con.execute(read_sql("load/choose_piece"), [piece])
        con.execute(read_sql(f"load/{step}"))
    _run(con, COMPARE)
    articles = _files(batches, STAGED["article"])
    settle(con, articles)
    con.execute(read_sql("load/article_version"), articles)
    _run(con, TAKE_OVER)
    if con.execute(read_sql("load/digest_sources")).fetchall():
        con.execute(read_sql("load/digest_match"))
    _run(con, PLACE)


def _run(con: duckdb.DuckDBPyConnection, steps: Iterable[str]) -> None:
    for step in steps:
        con.execute(read_sql(f"load/{step}"))


def register_sources(con: duckdb.DuckDBPyConnection, rows: Sequence[SourceRow]) -> None:
    """Take over these sources; a source that got another region has its articles placed anew."""
    con.begin()
    try:
        con.execute(read_sql("load/staged_source"), [orjson.dumps([asdict(row) for row in rows]).decode()])
        _run(con, ("source", "placement", "clear"))
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _stage(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
    for kind, name in STAGED.items():
        con.execute(read_sql(f"load/staged_{kind}"), _files(batches, name))
    positions = [item for batch in batches for item in batch.warc_files.items()]
    con.execute(
        read_sql("load/archive_file"), [[file for file, _ in positions], [end for _, end in positions]]
    )
    counts: dict[str, dict[str, int]] = {batch.visit.visit_id: {} for batch in batches}
    for visit_id, outcome, count in con.execute(read_sql("load/outcome_counts")).fetchall():
        counts.setdefault(visit_id, {})[outcome] = count
    sections: dict[str, list[str]] = {}
    for visit_id, section, found, rows in con.execute(read_sql("load/section_sums")).fetchall():
        told = f"section {section}: found {found}, ledger {rows}"
        sections.setdefault(visit_id, []).append(told)
    visits = [
        asdict(_checked(visit, counts[visit.visit_id], sections.get(visit.visit_id, [])))
        for visit in (batch.visit for batch in batches)
    ]
    con.execute(read_sql("load/staged_visit"), [orjson.dumps(visits).decode()])


def _files(batches: Sequence[Batch], name: str) -> tuple[list[str], int]:
    """The staged files of one kind, and the bytes that DuckDB shall allow a line.

    It takes memory for two such lines at once, so they are no more than the longest line needs.
    """
    found = [file for batch in batches if (file := Path(batch.folder) / name).exists()]
    limit = max(LINE_LIMIT, *map(_longest_line, found)) if found else LINE_LIMIT
    return [str(file) for file in found or [NO_ROWS]], limit


def _longest_line(file: Path) -> int:
    size = file.stat().st_size
    if size <= LINE_LIMIT:
        return size
    with file.open("rb") as lines:
        return max(map(len, lines)) + 1


def _checked(visit: Visit, counts: dict[str, int], sections: Sequence[str]) -> Visit:
    """`sections`: a sentence for each section whose sum does not agree."""
    broken = broken_sums(visit, counts)
    if broken is None and not sections:
        return visit
    if broken is None:
        broken = f"sums do not agree: {'; '.join(sections)}"
    return replace(visit, status="partial", reason="; ".join(filter(None, (visit.reason, broken))))


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
