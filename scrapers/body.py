"""Bodies without their Content-Encoding, within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from zlib import MAX_WBITS

from isal import isal_zlib

_PIECE = 2**20  # decoded bytes at a time: a bomb is noticed before it is large
_MOST_MEMBERS = 100  # of one gzip; each costs a copy of all that follow
_CORRUPT = cast(type[Exception], isal_zlib.error)  # its stub calls it an exception, not a class
_GZIP = b"\x1f\x8b"
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
# what servers name when they mean no coding at all, charsets above all
_NO_CODING = frozenset({"", "identity", "none", "utf-8", "utf8", "windows-1251", "cp1251", "binary", "8bit"})


class Overflow(Exception):
    """More bytes than the limit allows, as received or decoded; the message says which."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says; the message tells what came."""


class CutShort(Undecodable):
    """What came is right, and not all of it."""


def decode(data: bytes, content_encoding: str, limit: int) -> bytes:
    """The body without its coding. Undecodable if it has not that coding, Overflow if it is longer than `limit`."""
    codings = [coding.strip() for coding in content_encoding.lower().split(",")]
    codings = [coding for coding in codings if coding not in _NO_CODING]
    if not codings or not data:
        return data
    if len(codings) > 1 or codings[0] not in _CODINGS:
        raise Undecodable(f"Content-Encoding {', '.join(codings)}")
    pieces: list[bytes] = []
    room = limit
    for piece in _inflate(data, _CODINGS[codings[0]], min(_PIECE, limit + 1)):
        room -= len(piece)
        if room < 0:
            raise Overflow("more")
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _inflate(data: bytes, coding: str, size: int) -> Iterator[bytes]:
    """One or many members of gzip, zlib, or raw deflate, `size` bytes at a time; what follows their end is ignored."""
    for _ in range(_MOST_MEMBERS):
        stream = isal_zlib.decompressobj(_window(data, coding))
        while not stream.eof:
            try:
                piece = stream.decompress(data, size)
            except _CORRUPT as error:
                raise Undecodable(f"corrupt {coding}: {error}") from error
            data = stream.unconsumed_tail
            if not stream.eof and not data and len(piece) < size:
                raise CutShort(f"{coding} without its end")
            yield piece
        data = stream.unused_data
        if coding != "gzip" or not data.startswith(_GZIP):
            return
    raise Overflow(f"more than {_MOST_MEMBERS} gzip members")


def _window(data: bytes, coding: str) -> int:
    if coding == "gzip":
        return 16 + MAX_WBITS
    # RFC 9110 means zlib, many servers send raw deflate: zlib begins with a header that is checked
    headed = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return MAX_WBITS if headed else -MAX_WBITS
