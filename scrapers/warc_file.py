"""WARC files open for appending: after each call they end with a whole record."""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scrapers.warc import FileBusy, WriteFailed, warcinfo

PLAIN, PACKED = ".warc", ".warc.gz"  # in a packed file each record is a gzip member
GZIP_LEVEL = 4  # the knee: docs/decisions/0001-warc-compression.md

_NAME = re.compile(r".+-(?P<stamp>\d{14})-(?P<serial>\d{5,})(?P<suffix>\.warc(\.gz)?)")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A WARC file of one source; the serial grows with each, of both kinds, whatever the clock says."""

    serial: int
    path: Path
    suffix: str


def slots(folder: Path) -> list[Slot]:
    """The WARC files of a source, oldest first."""
    found = ((path, _NAME.fullmatch(path.name)) for path in folder.glob("*.warc*"))
    return sorted(Slot(int(match["serial"]), path, match["suffix"]) for path, match in found if match)


def retire(path: Path, reason: str) -> None:
    """No more records for a damaged file: replay tools stop at the damage, and offsets must keep their sense."""
    path.with_name(f"{path.name}.damaged").write_text(f"{reason}\n", encoding="utf-8")


def is_retired(path: Path) -> bool:
    return path.with_name(f"{path.name}.damaged").exists()


class WarcFile:
    """Holds the file for one writer; nothing is buffered here, so `append` hands all to the system."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"{path.parent.name}/{path.name}"
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._fd)
            raise FileBusy(f"{path} is held by another writer; one writes to a source at a time") from error

    @property
    def size(self) -> int:
        return os.fstat(self._fd).st_size

    def append(self, data: bytes) -> int:
        """The offset at which `data` was written, all of it; else WriteFailed, and the file is as before."""
        start, rest = self.size, memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            raise WriteFailed(
                f"{self.path}: {error.strerror}: {len(data)} bytes not archived, file cut back to {start}"
            ) from error
        finally:
            if rest:  # also when a time limit or Ctrl-C ends the loop
                os.ftruncate(self._fd, start)
        return start

    def cut(self, size: int) -> None:
        """To the first `size` bytes, on disk; a file of none is removed."""
        os.ftruncate(self._fd, size)
        os.fsync(self._fd)
        if size == 0:
            self.path.unlink()
            sync_folder(self.path.parent)

    def sync(self) -> None:
        os.fsync(self._fd)

    def close(self) -> None:
        os.close(self._fd)


class SourceFiles:
    """The one or two files of a source that grow now; a full one is closed and the next begun."""

    def __init__(self, folder: Path, max_bytes: int, software: str) -> None:
        self.positions: dict[str, int] = {}
        self._folder, self._max_bytes, self._software = folder, max_bytes, software
        self._open: dict[str, WarcFile] = {}  # by suffix
        self._closed = False

    def append(self, suffix: str, records: tuple[bytes, ...], moment: datetime) -> tuple[str, int]:
        """Both or none of the records; the file and the offset of the first of them."""
        if self._closed:
            raise ValueError(f"the files of {self._folder.name} are closed")
        data = b"".join(_packed(suffix, records))
        current, size = self._current(suffix, len(data), moment)
        intro = b""
        if size == 0:
            info = warcinfo(current.path.name, self._folder.name, self._software, moment)
            intro = b"".join(_packed(suffix, (info,)))
        offset = current.append(intro + data if intro else data) + len(intro)
        self.positions[current.name] = offset + len(data)
        return current.name, offset

    def close(self) -> None:
        self._closed = True
        while self._open:
            self._finish(next(iter(self._open)))

    def _current(self, suffix: str, more: int, moment: datetime) -> tuple[WarcFile, int]:
        """The file that has room for so many bytes more, and its size. Raises FileBusy if another writer has it."""
        if suffix not in self._open:
            last = max((slot for slot in slots(self._folder) if slot.suffix == suffix), default=None)
            if last is None or is_retired(last.path):
                return self._begin(suffix, moment), 0
            self._open[suffix] = WarcFile(last.path)
        current = self._open[suffix]
        size = self.positions.get(current.name) or current.size  # one writes to it
        if 0 < size > self._max_bytes - more:
            self._finish(suffix)
            return self._begin(suffix, moment), 0
        return current, size

    def _begin(self, suffix: str, moment: datetime) -> WarcFile:
        self._folder.mkdir(parents=True, exist_ok=True)
        serial = max((slot.serial for slot in slots(self._folder)), default=0) + 1
        name = f"{self._folder.name}-{moment.astimezone(UTC):%Y%m%d%H%M%S}-{serial:05d}{suffix}"
        self._open[suffix] = WarcFile(self._folder / name)
        return self._open[suffix]

    def _finish(self, suffix: str) -> None:
        finished = self._open.pop(suffix)
        try:
            if finished.size:
                finished.sync()
            else:
                finished.cut(0)  # its first record could not be written
            sync_folder(self._folder)
            sync_folder(self._folder.parent)
        finally:
            finished.close()


def _packed(suffix: str, records: tuple[bytes, ...]) -> list[bytes]:
    return [_member(record) for record in records] if suffix == PACKED else list(records)


def _member(record: bytes) -> bytes:
    pack = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return pack.compress(record) + pack.flush()


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
