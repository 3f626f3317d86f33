"""Brings the archive and the warehouse together after a kill: torn tails cut, unloaded records read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from scrapers.archive import Archive, Repair, StoredRecord
from scrapers.discover import Memory
from scrapers.records import Batch
from scrapers.recover import Recovery
from scrapers.registry import Source
from scrapers.stage import Stage
from scrapers.stored import content_type, plain_body
from warehouse import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What the last kill had left: torn records cut off, and visits read back from whole ones."""

    torn_records: int = 0
    torn_bytes: int = 0
    damaged_records: int = 0
    visits: int = 0
    captures: int = 0


def recover(
    connection: duckdb.DuckDBPyConnection, archive: Archive, sources: Mapping[str, Source], staging: Path
) -> Recovered:
    """Loads every record of these sources that the archive holds and the warehouse does not know. No network."""
    repair = archive.repair(store.indexed(connection))
    visits = captures = 0
    for slug, files in _by_source(repair):
        if slug not in sources:
            continue  # stays in the archive until a run that knows this source
        memory = Memory(
            known=store.known(connection, slug), complete=store.complete_sections(connection, slug)
        )
        recoveries: dict[str, Recovery] = {}
        ends: dict[str, int] = {}
        for file, start in files:
            for record in archive.records(file, start):
                ends[file] = record.offset + record.length
                if (capture := record.capture) is None:
                    continue
                if capture.visit_id not in recoveries:
                    stage = Stage(staging / capture.visit_id)
                    recoveries[capture.visit_id] = Recovery(sources[slug], memory, stage)
                body = partial(_body, archive, record)
                recoveries[capture.visit_id].take(capture, body, content_type(record))
                captures += 1
        visits += len(recoveries)
        _load(connection, recoveries, ends)
    return Recovered(
        torn_records=len(repair.torn),
        torn_bytes=sum(size for _, size in repair.torn),
        damaged_records=len(repair.damaged),
        visits=visits,
        captures=captures,
    )


def _body(archive: Archive, record: StoredRecord) -> bytes:
    return plain_body(archive.holding(record.file, record.offset) if record.type == "revisit" else record)


def _load(
    connection: duckdb.DuckDBPyConnection, recoveries: dict[str, Recovery], ends: dict[str, int]
) -> None:
    """The files count as read only with the last visit, so that a kill in between repeats and loses nothing."""
    for number, (visit_id, recovery) in enumerate(recoveries.items(), 1):
        visit = recovery.finish(visit_id)
        recovery.stage.close()
        covered = ends if number == len(recoveries) else {}
        store.load(connection, Batch(visit=visit, folder=str(recovery.stage.folder), warc_files=covered))


def _by_source(repair: Repair) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    groups: dict[str, list[tuple[str, int]]] = {}
    for file, start in sorted(repair.pending.items()):
        groups.setdefault(file.split("/", 1)[0], []).append((file, start))
    yield from groups.items()
