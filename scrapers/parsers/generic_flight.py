"""The state that Next.js' app router streams: rows of JSON and text, cut into scripts that push one piece each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from scrapers.parsers.generic_state import load, walk

_PUSH = re.compile(r'\.push\(\[1,\s*("(?:[^"\\]|\\.)*")\s*\]\)', re.S)
_ROW = re.compile(rb"([0-9a-f]+):(?:T([0-9a-f]+),)?")
_REFERENCE = re.compile(r"\$([0-9a-f]+)")
_MOST_BYTES = 6_000_000


def is_flight(script: str) -> bool:
    return "__next_f" in script[:200]


def flight_objects(scripts: Iterable[str]) -> Iterator[dict[str, object]]:
    """Every object of the rows, what «$b» and «$D2024-09-18T07:00:00Z» name in its place. Rows that are cut end it."""
    pieces = (load(match[1]) for script in scripts for match in _PUSH.finditer(script))
    told = "".join(piece for piece in pieces if isinstance(piece, str)).encode("utf-8", "replace")
    rows = dict(_rows(told[:_MOST_BYTES]))
    for value in rows.values():
        if not isinstance(value, str):
            for node in walk(value):
                yield {name: _placed(inner, rows) for name, inner in node.items()}


def _rows(told: bytes) -> Iterator[tuple[str, object]]:
    at = 0
    while (row := _ROW.match(told, at)) is not None:
        if row[2] is not None:  # so many bytes of text
            end = row.end() + int(row[2], 16)
            yield row[1].decode(), told[row.end() : end].decode("utf-8", "replace")
            at = end
        else:
            end = told.find(b"\n", row.end())
            end = len(told) if end < 0 else end
            value = _value(told[row.end() : end].decode("utf-8", "replace"))
            if value is not None:
                yield row[1].decode(), value
            at = end + 1


def _value(written: str) -> object:
    """JSON; rows that name modules and hints begin with letters and say nothing."""
    try:
        return json.loads(written) if written[:1] in '[{"' else None
    except (ValueError, RecursionError):
        return None


def _placed(value: object, rows: dict[str, object]) -> object:
    if not isinstance(value, str) or value[:1] != "$":
        return value
    if value[1:2] == "D":
        return value[2:]
    named = _REFERENCE.fullmatch(value)
    if named:
        told = rows.get(named[1])
        return told if isinstance(told, str) else None
    return value[1:] if value[1:2] == "$" else None
