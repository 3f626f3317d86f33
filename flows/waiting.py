"""Visits that have ended and wait to be loaded: sealed on disk, so that a kill costs nothing of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from scrapers.records import Batch

SEAL = "batch.json"
# seconds that a small visit waits for others that end soon: what a transaction costs by itself, they share
GATHER = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sealed:
    batch: Batch
    sizes: dict[str, int]  # file of the folder → bytes; another size says that the file is torn


def seal(batch: Batch) -> None:
    """Say that the folder is whole: the visit has ended, what it archived is on disk."""
    folder = Path(batch.folder)
    sizes = {file.name: file.stat().st_size for file in folder.glob("*.jsonl")}
    unsealed = folder / f"{SEAL}.new"
    unsealed.write_bytes(orjson.dumps(_Sealed(batch=batch, sizes=sizes)))
    unsealed.replace(folder / SEAL)


def sealed(staging: Path) -> list[Batch]:
    """What an earlier run sealed and did not come to load, or not to remove; in the order of time."""
    found = [batch for folder in staging.glob("*/") if (batch := _unseal(folder)) is not None]
    return sorted(found, key=lambda batch: batch.visit.started_at)


def _unseal(folder: Path) -> Batch | None:
    """None if it is not whole: then it is read back from the archive."""
    try:
        told = _reader().validate_json((folder / SEAL).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    if told.sizes != {file.name: file.stat().st_size for file in folder.glob("*.jsonl")}:
        return None
    return replace(told.batch, folder=str(folder))


@cache
def _reader() -> TypeAdapter[_Sealed]:
    """Made when there is something to read: most runs have nothing, and it takes 6 ms."""
    return TypeAdapter(_Sealed)


def remove(batch: Batch) -> None:
    shutil.rmtree(batch.folder, ignore_errors=True)


def as_they_end(visits: Mapping[str, Future[Any]], gather: float | None = None) -> Iterator[list[str]]:
    """The sources whose visits have ended since the last time, until all have."""
    slugs = {future: slug for slug, future in visits.items()}
    left = set(slugs)
    while left:
        done, left = wait(left, return_when=FIRST_COMPLETED)
        if left:
            soon, left = wait(left, timeout=GATHER if gather is None else gather)
            done |= soon
        yield [slugs[future] for future in done]
