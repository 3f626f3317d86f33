"""A second warehouse beside the live one, in which visits are loaded once more; the live one is only read.

What a visit found is handed on row by row as it is stored, whatever columns it has.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import orjson

from scrapers.records import OUTCOMES, Capture, Place, Visit
from warehouse.db import open_writer
from warehouse.errors import CannotRebuild
from warehouse.queries import read_sql
from warehouse.seal import set_changed
from warehouse.store import STAGED

Row = dict[str, Any]
PIECE = 2048  # links that are looked up together
WHAT_WAS_FOUND = ("capture", "section_read")  # the staged files that a replay leaves as they were
RECORDED = (*WHAT_WAS_FOUND, "ledger", "failure", "article", "part")
_MOMENTS = ("started_at", "finished_at", "interval_start", "interval_end")


def open_copy(live: Path, copy: Path, *, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """The copy, open for writing, with the live file as `before`. No process may have the live file open."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(live, copy)
    con = open_writer(copy, memory_limit=memory_limit)
    con.execute(_with_file("reparse/attach_before", live))
    con.execute(read_sql("reparse/visit_span"))
    return con


def put_in_place(copy: Path, live: Path) -> None:
    """The copy becomes the live file, at once or not at all. Neither is open, so all of both is in their files."""
    for file in (copy, live):
        if file.with_name(f"{file.name}.wal").exists():
            raise CannotRebuild(
                f"{file} was not closed: {file.name}.wal is there. Remedy: visnyk verify, then again"
            )
    copy.replace(live)
    folder = os.open(live.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def clear(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Take out what visits of these sources brought."""
    con.begin()
    set_changed(con)
    con.execute(read_sql("reparse/choose_sources"), [list(sources)])
    con.execute(read_sql("reparse/clear"))
    con.commit()
    con.execute("checkpoint")


def sources_with_visits(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [source for (source,) in con.execute(read_sql("reparse/with_visits")).fetchall()]


def sources_read_by_ocr(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> list[str]:
    return [source for (source,) in con.execute(read_sql("reparse/read_by_ocr"), [list(sources)]).fetchall()]


def visits(con: duckdb.DuckDBPyConnection) -> list[Visit]:
    """Of the sources that were cleared, in their order."""
    rows = con.execute(read_sql("reparse/visits")).fetchall()
    return [_visit(orjson.loads(row)) for (row,) in rows]


def rounds(every: Iterable[Visit], most: int = 256) -> Iterator[list[Visit]]:
    """The visits in their order, as many together as are of different sources."""
    together: dict[str, Visit] = {}
    for visit in every:
        if visit.source in together or len(together) >= most:
            yield list(together.values())
            together = {}
        together[visit.source] = visit
    if together:
        yield list(together.values())


def count_links(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> int:
    (row,) = con.execute(read_sql("reparse/links"), [list(sources)]).fetchall()
    return int(row[0])


def read_ahead(
    con: duckdb.DuckDBPyConnection, sources: Sequence[str], since: datetime, piece: int
) -> Iterator[list[Place]]:
    """Places of the answers that replays will read, in their order; `con` is for this alone until it ends."""
    con.execute(read_sql("reparse/ahead"), {"sources": list(sources), "since": since})
    while rows := con.fetchmany(piece):
        yield [Place(*row) for row in rows]


class Round:
    """What is stored of some visits, each of another source. `again`: whether any of them is to be settled anew."""

    def __init__(self, con: duckdb.DuckDBPyConnection, together: Sequence[Visit], *, again: bool) -> None:
        self._con, self._again, self._has_readings = con, again, False
        con.execute(read_sql("reparse/round_visit"), [[visit.visit_id for visit in together]])
        con.execute(read_sql("reparse/round"))

    def entries(self, visit_id: str) -> Iterator[tuple[Row, Capture | None]]:
        """The links of a visit in their order, each with the answer it was decided by."""
        place = -1
        while rows := self._con.execute(read_sql("reparse/entries"), [visit_id, place, PIECE]).fetchall():
            for place, entry, capture in rows:  # noqa: B007 — the last one is where the next piece begins
                row = orjson.loads(entry)
                del row["place"]
                yield row, _capture(orjson.loads(capture)) if capture else None

    def links(self, visit_id: str) -> list[str]:
        return [url for (url,) in self._con.execute(read_sql("reparse/round_links"), [visit_id]).fetchall()]

    def failures(self, visit_id: str) -> list[Row]:
        rows = self._con.execute(read_sql("reparse/failures"), [visit_id]).fetchall()
        return [orjson.loads(row) for (row,) in rows]

    def section_errors(self, visit_id: str) -> dict[str, str | None]:
        return dict(self._con.execute(read_sql("reparse/section_errors"), [visit_id]).fetchall())

    def kept(self, capture_id: str) -> list[bytes]:
        """The articles that an answer was once read as, in JSON."""
        self._look_up_readings()
        rows = self._con.execute(read_sql("reparse/kept"), [capture_id]).fetchall()
        return [row.encode() for (row,) in rows]

    def write(self, visit_id: str, kinds: Sequence[str], folder: Path) -> None:
        """Stage what is stored of a visit, of these kinds of records."""
        if "article" in kinds:
            self._look_up_readings()
        for kind in kinds:
            name = STAGED[kind]
            self._con.execute(_with_file(f"reparse/write_{Path(name).stem}", folder / name), [visit_id])

    def _look_up_readings(self) -> None:
        if not self._has_readings:
            # what was unchanged was not staged, and is asked for only where it cannot be read now
            read = ["new", "changed", *(["unchanged"] if self._again else [])]
            self._con.execute(read_sql("reparse/round_version"), [read])
            self._con.execute(read_sql("reparse/round_reading"))
            self._has_readings = True

    def close(self) -> None:
        self._con.execute(read_sql("reparse/clear_round"))


def _with_file(name: str, file: Path) -> str:
    return read_sql(name).replace("FILE", str(file).replace("'", "''"))


def _visit(row: Row) -> Visit:
    told = {each.name: row[each.name] for each in fields(Visit) if each.name != "outcomes"}
    told |= {name: datetime.fromisoformat(row[name]).astimezone(UTC) for name in _MOMENTS}
    return Visit(**told, outcomes={outcome: row[outcome] for outcome in OUTCOMES})


def _capture(row: Row) -> Capture:
    told = {each.name: row[each.name] for each in fields(Capture)}
    return Capture(**{**told, "fetched_at": datetime.fromisoformat(row["fetched_at"]).astimezone(UTC)})
