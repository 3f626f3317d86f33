"""Reads the archive through and names what is no longer as it was written: flipped bytes, holes, wrong digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scrapers.warc import END, digest
from scrapers.warc_scan import Whole, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes of one file that no longer are what was written there."""

    file: str  # relative to the archive, with "/"
    offset: int
    length: int
    found: str  # what was expected there and what came


@dataclass(slots=True, kw_only=True)
class Looked:
    """How much has been read so far."""

    files: int = 0
    records: int = 0
    bytes: int = 0


def find_damage(
    folder: Path, indexed: Mapping[str, int], looked: Looked, on_progress: Callable[[], None]
) -> Iterator[Damage]:
    """Every record in the first `indexed` bytes of each file, one in memory at a time; no lock is needed.

    What lies beyond belongs to a visit that goes on or to `repair`; a file that is not there, to `repair` too.
    `looked` grows while the files are read; `on_progress` is called after each record.
    """
    for file, end in sorted(indexed.items()):
        path = folder / file
        if not path.is_file():
            continue
        for span in walk(path):
            if span.offset >= end:
                break
            if isinstance(span, Whole):
                looked.records += 1
                if not _payload_is_right(span):
                    said = span.fields.get("WARC-Payload-Digest", "none")
                    found = f"expected a body with the digest {said}, came another"
                    yield Damage(file=file, offset=span.offset, length=span.length, found=found)
            else:
                found = f"expected whole records with their digests, came {span.length} other bytes"
                yield Damage(file=file, offset=span.offset, length=span.length, found=found)
            looked.bytes += span.length
            on_progress()
        looked.files += 1


def _payload_is_right(record: Whole) -> bool:
    if record.fields["WARC-Type"] != "response":
        return True  # a revisit's digest is of the body it points at
    return record.fields.get("WARC-Payload-Digest") == digest(record.block.partition(END)[2])
