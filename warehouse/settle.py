"""Of what a load brings, which articles changed in meaning: their old and new texts beside one another, in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import orjson

from warehouse.edits import classify, kinds_of
from warehouse.queries import read_sql
from warehouse.wording import Wording

PIECE = 256  # articles whose texts are in memory together
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = 5  # of a wording, as `edited` has them


def settle(con: duckdb.DuckDBPyConnection, articles: tuple[Sequence[str], int]) -> None:
    """Fill `staged_text`: what makes a version, and which kinds of change. `articles` are the staged files, with the
    bytes of a line. Links and visits whose articles only read otherwise are unchanged then.
    """
    ((count,),) = con.execute(read_sql("load/reads_otherwise")).fetchall()
    if count:
        con.execute(read_sql("load/edited"), articles)
    for start in range(0, count, PIECE):
        rows = con.execute(read_sql("load/edited_piece"), [start, start + PIECE]).fetchall()
        told = [_told(line, texts) for line, *texts in rows]
        con.execute(read_sql("load/staged_change"), [orjson.dumps(told).decode()])
    con.execute(read_sql("load/settle"))


def _told(line: int, texts: Sequence[Any]) -> dict[str, Any]:
    changes = classify(_wording(texts[:_FIELDS]), _wording(texts[_FIELDS:]))
    return {
        "line": line,
        "change_kinds": kinds_of(changes),
        "changes": [asdict(change) for change in changes],
    }


def _wording(texts: Iterable[Any]) -> Wording:
    title, lead, body, published, parts = texts
    at = _EPOCH + timedelta(microseconds=published) if published is not None else None
    return Wording(title=title, lead=lead, body=body, published=at, parts=tuple(parts))
