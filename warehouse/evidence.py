"""What is stored of a sample of articles, written aside to be compared with the archive while runs go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import orjson

from scrapers.records import Place
from warehouse.db import OFFLINE
from warehouse.queries import read_sql
from warehouse.room import room

ROOM = 256 * 1024 * 1024  # bytes: texts are put in order
EVERY = 2**62  # articles
_PIECE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    version: int
    parser: str | None
    place: Place | None  # None: no capture tells where it was read
    texts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One article as it is stored."""

    article_id: str
    source: str
    parser: str | None
    version: int
    place: Place | None
    is_kept: bool  # its page can no longer be read: what was read of it once stays
    is_scanned: bool  # OCR read some of its pages
    fields: dict[str, Any]
    wordings: tuple[Wording, ...]  # oldest first

    def places(self) -> Iterator[Place]:
        """Every answer that something of it was read from, each once."""
        of_wordings = (wording.place for wording in self.wordings)
        found = [place for place in (*of_wordings, self.place) if place is not None]
        yield from dict.fromkeys(found)


def write_sample(
    con: duckdb.DuckDBPyConnection, folder: Path, *, sources: Sequence[str] | None, most: int, seed: int
) -> int:
    """At most so many articles; how many there are. `sources` None: of all."""
    given = {"sources": list(sources) if sources is not None else None, "seed": seed, "most": most}
    with room(con, ROOM):
        con.execute(read_sql("evidence/sample"), given)
        for name in ("subjects", "wordings"):
            con.sql(read_sql(f"evidence/{name}")).write_parquet(
                str(folder / f"{name}.parquet"), row_group_size=2048
            )
        ((count,),) = con.execute(read_sql("evidence/count")).fetchall()
    return int(count)


def read_sample(folder: Path) -> Iterator[Subject]:
    """What `write_sample` wrote, in the order of the archive."""
    with duckdb.connect(config=OFFLINE) as subjects, duckdb.connect(config=OFFLINE) as wordings:
        worded = groupby(_rows(wordings, folder / "wordings.parquet"), key=lambda row: str(row["article_id"]))
        following = next(worded, None)
        for row in _rows(subjects, folder / "subjects.parquet"):
            own: tuple[Wording, ...] = ()
            if following is not None and following[0] == row["article_id"]:
                own = tuple(_wording(row["source"], each) for each in following[1])
                following = next(worded, None)
            yield _subject(row, own)


def _rows(con: duckdb.DuckDBPyConnection, file: Path) -> Iterator[dict[str, Any]]:
    cursor = con.execute(read_sql("evidence/rows"), [str(file)])
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(_PIECE):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _subject(row: dict[str, Any], wordings: tuple[Wording, ...]) -> Subject:
    return Subject(
        article_id=row["article_id"],
        source=row["source"],
        parser=row["parser"],
        version=row["version"],
        place=_place(row["capture_id"], row["source"], row["file"], row["offset"]),
        is_kept=row["is_kept"],
        is_scanned=row["is_scanned"],
        fields=orjson.loads(row["fields"]),
        wordings=wordings,
    )


def _wording(source: str, row: dict[str, Any]) -> Wording:
    return Wording(
        version=row["version"],
        parser=row["parser"],
        place=_place(row["capture_id"], source, row["warc_file"], row["warc_offset"]),
        texts=orjson.loads(row["texts"]),
    )


def _place(capture_id: str, source: str, file: str | None, offset: int | None) -> Place | None:
    return None if file is None or offset is None else Place(capture_id, source, file, offset)
