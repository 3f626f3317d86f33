"""Brings the archive and the warehouse together after a kill: torn tails cut, unloaded records read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from flows.room import is_full
from flows.waiting import sealed
from scrapers.archive import Archive, Repair, StoredRecord
from scrapers.head import Headers
from scrapers.parsers.tesseract import OCR, Ocr
from scrapers.records import Batch
from scrapers.recover import Recovery
from scrapers.registry import Source
from scrapers.stage import Stage
from scrapers.stored import plain_body, stored_page
from scrapers.warc import ArchiveError
from warehouse import store


@dataclass(slots=True, kw_only=True)
class Recovered:
    """What the last kill had left: torn records cut off, and visits read back from whole ones."""

    torn_records: int = 0
    torn_bytes: int = 0
    damaged_records: int = 0
    ended: int = 0  # visits that had ended: loaded as they were
    visits: int = 0
    captures: int = 0
    # source → why not; such a source must not be visited: loading its next visit would count these records as read
    errors: dict[str, str] = field(default_factory=dict)
    # file → bytes the warehouse has read there that are no longer in the archive
    lost: dict[str, int] = field(default_factory=dict)
    # sources whose archived answers wait for a run that knows their source file
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Torn:
    """What one source has in the archive and not in the warehouse."""

    # visit → time and place of its answers
    visits: dict[str, list[tuple[datetime, str, int]]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)  # file → where its last whole record ends


def recover(
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    sources: Mapping[str, Source],
    staging: Path,
    ocr: Ocr | None = OCR,
) -> Recovered:
    """Loads what had ended and every record of these sources that the warehouse does not know. No network."""
    ended = _load_sealed(connection, staging)
    repair = archive.repair(store.indexed(connection))
    done = Recovered(
        ended=ended,
        torn_records=len(repair.torn),
        torn_bytes=sum(size for _, size in repair.torn),
        damaged_records=len(repair.damaged),
        lost=dict(repair.lost),
    )
    for slug, files in _by_source(repair):
        if slug not in sources:
            done.waiting.append(slug)
            continue
        try:
            torn = _find(archive, files)
            _read_back(connection, archive, sources[slug], torn, staging, ocr)
        except (ArchiveError, duckdb.Error, OSError) as error:
            if is_full(error):
                raise
            done.errors[slug] = f"{type(error).__name__}: {error}"
            continue
        done.visits += len(torn.visits)
        done.captures += sum(map(len, torn.visits.values()))
    return done


def _load_sealed(connection: duckdb.DuckDBPyConnection, staging: Path) -> int:
    """How many visits were sealed and are loaded now. What cannot be loaded is left to the archive."""
    loaded = 0
    for batch in sealed(staging):
        with suppress(duckdb.Error):
            loaded += store.load(connection, batch)
    shutil.rmtree(staging, ignore_errors=True)
    return loaded


def not_loaded(error: duckdb.Error) -> str:
    """What is said of a visit whose batch the warehouse did not take."""
    remedy = " Remedy: a larger memory_limit" if isinstance(error, duckdb.OutOfMemoryException) else ""
    return f"not loaded: {type(error).__name__}: {error}{remedy}"


def _find(archive: Archive, files: list[tuple[str, int]]) -> _Torn:
    torn = _Torn()
    for file, start in files:
        for record in archive.records(file, start):
            torn.ends[file] = record.offset + record.length
            if (capture := record.capture) is not None:
                place = (capture.fetched_at, file, record.offset)
                torn.visits.setdefault(capture.visit_id, []).append(place)
    return torn


def _read_back(
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    source: Source,
    torn: _Torn,
    staging: Path,
    ocr: Ocr | None,
) -> None:
    """Visit by visit, since each has to know the one before, and by time: a source writes to two files at once.

    The files count as read only with the last visit, so that a kill in between repeats and loses nothing.
    """
    visits = sorted(torn.visits.items(), key=lambda item: min(item[1]))
    for number, (visit_id, places) in enumerate(visits, 1):
        known = store.known(connection, source.slug)
        with closing(Stage(staging / visit_id)) as stage:
            recovery = Recovery(source, known, stage, ocr, partial(stored_page, archive))
            for _, file, offset in sorted(places):
                record = archive.read(file, offset)
                if (capture := record.capture) is not None:
                    recovery.take(capture, partial(_body, archive, record), Headers(record.http_headers))
            visit = recovery.finish(visit_id)
        covered = torn.ends if number == len(visits) else {}
        store.load(connection, Batch(visit=visit, folder=str(stage.folder), warc_files=covered))


def _body(archive: Archive, record: StoredRecord) -> bytes:
    if record.type == "revisit":
        return stored_page(archive, record.file, record.offset)[0]
    return plain_body(record)


def _by_source(repair: Repair) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    groups: dict[str, list[tuple[str, int]]] = {}
    for file, start in sorted(repair.pending.items()):
        groups.setdefault(file.split("/", 1)[0], []).append((file, start))
    yield from groups.items()
