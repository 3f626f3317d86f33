"""Pages put together from pieces that are compressed once: no page is encoded or compressed twice.

A gzip body is a chain of deflate blocks, so pieces flushed to a byte border can be joined, a counter between them
stored as it is. Only the checksum is counted anew, about 50 microseconds for 50 kB.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LAST_BLOCK = b"\x03\x00"  # empty and final


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a page and the same as deflate blocks, none of them the final one."""

    raw: bytes
    deflated: bytes


def compress(raw: bytes) -> Part:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Part(raw, deflate.compress(raw) + deflate.flush(zlib.Z_FULL_FLUSH))


def store(raw: bytes) -> Part:
    """A part that is not worth compressing; at most 65,535 bytes."""
    return Part(raw, struct.pack("<BHH", 0, len(raw), len(raw) ^ 0xFFFF) + raw)


def join_raw(parts: Sequence[Part]) -> bytes:
    return b"".join(part.raw for part in parts)


def join_gzip(parts: Sequence[Part]) -> bytes:
    check = size = 0
    for part in parts:
        check = zlib.crc32(part.raw, check)
        size += len(part.raw)
    tail = struct.pack("<II", check, size & 0xFFFFFFFF)
    return b"".join((HEAD, *(part.deflated for part in parts), LAST_BLOCK, tail))
