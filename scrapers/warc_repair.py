"""After a crash: cuts torn tails off, finds what was archived and never indexed, names what is damaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scrapers.warc_file import WarcFile, retire
from scrapers.warc_scan import Whole, walk


@dataclass(slots=True, kw_only=True)
class Repair:
    """Files are named relative to the archive, with "/"; numbers are bytes."""

    torn: list[tuple[str, int]] = field(default_factory=list)  # file, bytes cut off its end
    damaged: list[tuple[str, int, int]] = field(default_factory=list)  # file, offset, bytes; kept as they are
    lost: list[tuple[str, int]] = field(
        default_factory=list
    )  # file, bytes that were indexed and are not there
    pending: dict[str, int] = field(
        default_factory=dict
    )  # file → where its answers begin that are not indexed


@dataclass(slots=True)
class _Tail:
    """What lies in one file beyond what is indexed."""

    end: int  # of the last whole record
    pending: int | None = None
    damaged: list[tuple[int, int]] = field(default_factory=list)


def repair(folder: Path, indexed: Mapping[str, int]) -> Repair:
    """Looks only at bytes beyond `indexed`; what is indexed is never cut.

    A tail without a whole record is what a killed writer leaves, or a system that lost power: it is
    cut. A damaged place with whole records behind it is another matter: it stays, and is named.
    Raises FileBusy if a writer holds a file that has such bytes.
    """
    found = Repair()
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in _files(folder)}
    for file, known in sorted(indexed.items()):
        missing = known - sizes.get(file, 0)
        if missing > 0:
            found.lost.append((file, missing))
            if file in sizes:
                retire(folder / file, f"{missing} bytes are missing at its end")
    for file, size in sizes.items():
        known = indexed.get(file, 0)
        if size > known or size == 0:
            _repair_file(folder / file, file, known, size, found)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*") if path.name.endswith((".warc", ".warc.gz")))


def _repair_file(path: Path, file: str, known: int, size: int, found: Repair) -> None:
    held = WarcFile(path)
    try:
        tail = _tail(path, known)
        if tail.end < size or size == 0:
            held.cut(tail.end)
            found.torn.append((file, size - tail.end))
    finally:
        held.close()
    found.damaged.extend((file, offset, length) for offset, length in tail.damaged)
    if tail.damaged:
        retire(
            path, "\n".join(f"{length} bytes at {offset} are no record" for offset, length in tail.damaged)
        )
    if tail.pending is not None:
        found.pending[file] = tail.pending


def _tail(path: Path, known: int) -> _Tail:
    tail = _Tail(end=known)
    for span in walk(path, known):
        if isinstance(span, Whole):
            tail.end = span.offset + span.length
            if tail.pending is None and span.fields["WARC-Type"] in ("response", "revisit"):
                tail.pending = span.offset
        elif not span.tail:
            tail.damaged.append((span.offset, span.length))
    return tail
