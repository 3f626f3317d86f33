"""Reads the archive through and names what is no longer as it was written: flipped bytes, holes, wrong digests, and
answers that are others than those the warehouse knows of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from scrapers.records import Capture
from scrapers.warc import END, digest
from scrapers.warc_read import capture_of, stored_record
from scrapers.warc_scan import Whole, walk

_MOST = 20  # disagreements of a file that are named; where one record is cut out, all behind it lie elsewhere
_LONGEST = 80  # characters of a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes of one file that no longer are what was written there."""

    file: str  # relative to the archive, with "/"
    offset: int
    length: int
    found: str  # what was expected there and what came


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """An answer that the archive and the warehouse tell otherwise."""

    file: str
    offset: int
    url: str
    found: str


@dataclass(slots=True, kw_only=True)
class Looked:
    """How much has been read so far."""

    files: int = 0
    records: int = 0
    bytes: int = 0


def find_damage(
    folder: Path,
    indexed: Mapping[str, int],
    looked: Looked,
    on_progress: Callable[[], None],
    known: Callable[[str], dict[int, Capture]] | None = None,
) -> Iterator[Damage | Disagreement]:
    """Every record in the first `indexed` bytes of each file, one in memory at a time; no lock is needed.

    What lies beyond belongs to a visit that goes on or to `repair`; a file that is not there, to `repair` too.
    `looked` grows while the files are read; `on_progress` is called after each record. `known`: file → the captures
    that the warehouse has of it, by offset; if given, each is compared with its record.
    """
    for file, end in sorted(indexed.items()):
        path = folder / file
        if not path.is_file():
            continue
        comparison = None if known is None else _Comparison(file, known(file))
        for span in walk(path):
            if span.offset >= end:
                break
            damage = _damage(file, span) if isinstance(span, Whole) else _hole(file, span.offset, span.length)
            looked.records += isinstance(span, Whole)
            if damage is not None:
                yield damage
            if comparison is not None:
                comparison.see(span if isinstance(span, Whole) else None, span.offset, span.length)
            looked.bytes += span.length
            on_progress()
        if comparison is not None:
            yield from comparison.found(min(end, path.stat().st_size))
        looked.files += 1


def _damage(file: str, span: Whole) -> Damage | None:
    if _payload_is_right(span):
        return None
    said = span.fields.get("WARC-Payload-Digest", "none")
    found = f"expected a body with the digest {said}, came another"
    return Damage(file=file, offset=span.offset, length=span.length, found=found)


def _hole(file: str, offset: int, length: int) -> Damage:
    found = f"expected whole records with their digests, came {length} other bytes"
    return Damage(file=file, offset=offset, length=length, found=found)


def _payload_is_right(record: Whole) -> bool:
    if record.fields["WARC-Type"] != "response":
        return True  # a revisit's digest is of the body it points at
    return record.fields.get("WARC-Payload-Digest") == digest(record.block.partition(END)[2])


class _Comparison:
    """The captures of one file beside its records."""

    def __init__(self, file: str, known: dict[int, Capture]) -> None:
        self.file, self.known = file, known
        self.disagreements: list[Disagreement] = []

    def see(self, record: Whole | None, offset: int, length: int) -> None:
        if record is None:  # damage is told already
            for place in [place for place in self.known if offset <= place < offset + length]:
                del self.known[place]
            return
        if record.fields["WARC-Type"] not in ("response", "revisit"):
            return
        archived, stored = capture_of(stored_record(record, self.file)), self.known.pop(offset, None)
        if stored is None:
            self._add(offset, archived.requested_url, "this answer is archived, and no capture tells of it")
        elif archived != stored:
            self._add(offset, archived.requested_url, _difference(archived, stored))

    def found(self, end: int) -> Iterator[Disagreement]:
        """Also the captures before byte `end` of which there is no record."""
        for offset, capture in sorted(self.known.items()):
            if offset < end:
                self._add(offset, capture.requested_url, "no answer begins at this byte of the file")
        yield from self.disagreements[:_MOST]
        if (more := len(self.disagreements) - _MOST) > 0:
            last = self.disagreements[_MOST]
            found = f"and {more} more from here on"
            yield Disagreement(file=self.file, offset=last.offset, url=last.url, found=found)

    def _add(self, offset: int, url: str, found: str) -> None:
        self.disagreements.append(Disagreement(file=self.file, offset=offset, url=url, found=found))


def _difference(archived: Capture, stored: Capture) -> str:
    pairs = (
        (each.name, getattr(archived, each.name), getattr(stored, each.name)) for each in fields(Capture)
    )
    return "; ".join(
        f"{name}: archived {_short(was)}, stored {_short(has)}" for name, was, has in pairs if was != has
    )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
