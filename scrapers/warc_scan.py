"""Finds whole records in WARC files and tells them from bytes that are none."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scrapers.warc import END, HEAD_CHECK, VERSION, digest, head_check

_GZIP_MAGIC = b"\x1f\x8b\x08\x00"
_WINDOW = 1 << 18  # bytes read at once
_STEP = 1 << 14  # bytes given to zlib at once; most members are smaller
_LONGEST_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Whole:
    """One record that is all there: its head, its digest and its end are right."""

    offset: int
    length: int  # in the file, with the empty lines at the end
    fields: dict[str, str]  # names as written
    block: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes that are no whole record; `tail` if no whole record follows."""

    offset: int
    length: int
    tail: bool


def walk(path: Path, start: int = 0) -> Iterator[Whole | Lost]:
    """Covers the file from `start` to its end, in order and without gaps."""
    packed = path.suffix == ".gz"
    with path.open("rb", buffering=_WINDOW) as stream:
        size = os.fstat(stream.fileno()).st_size
        while start < size:
            span = _whole(stream, start, packed) or _lost(stream, start, size, packed)
            yield span
            start = span.offset + span.length


def whole_at(path: Path, offset: int) -> Whole | None:
    """The record at `offset`, or None if there is no whole one; OSError if there is no file."""
    with path.open("rb", buffering=_STEP) as stream:
        return _whole(stream, offset, path.suffix == ".gz")


def _lost(stream: BinaryIO, start: int, size: int, packed: bool) -> Lost:
    mark, at = (_GZIP_MAGIC if packed else VERSION), start + 1
    while at < size:
        stream.seek(at)
        window = stream.read(_WINDOW)
        if len(window) < len(mark):
            break
        found = window.find(mark)
        while found >= 0:
            if _whole(stream, at + found, packed):
                return Lost(start, at + found - start, tail=False)
            found = window.find(mark, found + 1)
        at += len(window) - len(mark) + 1  # a mark may lie across two windows
    return Lost(start, size - start, tail=True)


def _whole(stream: BinaryIO, offset: int, packed: bool) -> Whole | None:
    stream.seek(offset)
    found = _member(stream) if packed else _plain(stream, offset)
    if found is None:
        return None
    fields, block, length = found
    return Whole(offset, length, fields, block) if fields["WARC-Block-Digest"] == digest(block) else None


def _member(stream: BinaryIO) -> tuple[dict[str, str], bytes, int] | None:
    """Fields and block of the gzip member that begins here, and its length in the file."""
    unpack, parts, read = zlib.decompressobj(zlib.MAX_WBITS | 16), [], 0
    while not unpack.eof:
        chunk = stream.read(_STEP)
        read += len(chunk)
        try:
            parts.append(unpack.decompress(chunk))
        except zlib.error:
            return None
        if not chunk:
            return None
    head, _, rest = b"".join(parts).partition(END)
    fields = _fields(head)
    if fields is None or len(rest) != int(fields["Content-Length"]) + len(END) or not rest.endswith(END):
        return None
    return fields, rest[: -len(END)], read - len(unpack.unused_data)


def _plain(stream: BinaryIO, offset: int) -> tuple[dict[str, str], bytes, int] | None:
    """The same of the record that begins here uncompressed."""
    head = _head(stream)
    fields = _fields(head)
    if fields is None:
        return None
    size = int(fields["Content-Length"])
    whole = len(head) + len(END) + size + len(END)
    if offset + whole > os.fstat(stream.fileno()).st_size:
        return None
    block, end = stream.read(size), stream.read(len(END))
    return (fields, block, whole) if end == END else None


def _head(stream: BinaryIO) -> bytes:
    """The lines up to the first empty one; b"" if no record begins here."""
    lines, size = [stream.readline(len(VERSION))], 0
    if lines[0] != VERSION:
        return b""
    while size < _LONGEST_HEAD:
        line = stream.readline(_LONGEST_HEAD)
        if line == b"\r\n":
            return b"".join(lines).removesuffix(b"\r\n")
        lines.append(line)
        size += len(line) or _LONGEST_HEAD
    return b""


def _fields(head: bytes) -> dict[str, str] | None:
    """Of a head that is letter for letter as it was written, which its last line proves."""
    checked, mark, _ = head.rpartition(HEAD_CHECK)
    if not mark or checked + head_check(checked) != head:
        return None
    lines = head.decode().split("\r\n")[1:]
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}
