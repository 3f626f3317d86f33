"""Bodies as they arrive: the bytes as received for the archive, decoded for the reader, neither above a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 2**18  # bytes decoded at a time
_KEPT = 2**20  # decoded bytes that are kept while more may come; a longer body is decoded twice
_MOST_FEEDS = 100_000  # a body of 20 MB comes in 15,000 packets; each piece costs time
_GZIP = b"\x1f\x8b"
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
# what servers name when they mean no coding at all, charsets above all
_NO_CODING = frozenset({"", "identity", "none", "utf-8", "utf8", "windows-1251", "cp1251", "binary", "8bit"})


class Overflow(Exception):
    """More bytes than the limit allows, as received or decoded, or in too many pieces; the message says which."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says; the message tells what came."""


class CutShort(Undecodable):
    """What came is right, and not all of it."""


class Inflater:
    """gzip of one or many members, zlib, or raw deflate; `coding` is gzip or deflate."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream: zlib._Decompress | None = None
        self._held = b""  # a first byte that does not yet tell what follows
        self._whole = False  # at least one stream came to its end

    def decode(self, data: bytes, room: int) -> Iterator[bytes]:
        """What these bytes give; Overflow if more than `room`, Undecodable if they are no such coding."""
        data, self._held = self._held + data, b""
        full = False
        while data or full:
            if self._stream is None and not self._open(data):
                break
            piece, data, full = self._inflate(data, room)
            room -= len(piece)
            yield piece

    def finish(self) -> None:
        """CutShort if the stream lacks its end. No bytes at all are an empty body."""
        if self._stream is not None or (self._held and not self._whole):
            raise CutShort(f"{self._coding} without its end")

    def _open(self, data: bytes) -> bool:
        """Begin a stream; False if these bytes begin none, or not yet: a tail of anything else is ignored."""
        if self._whole and (self._coding != "gzip" or not data.startswith(_GZIP)):
            self._held = data if self._coding == "gzip" and data == _GZIP[:1] else b""
            return False
        if self._coding == "gzip":
            bits = 16 + zlib.MAX_WBITS
        elif len(data) < 2:
            self._held = data
            return False
        else:  # RFC 9110 means zlib, many servers send raw deflate: zlib begins with a header that is checked
            headed = data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            bits = zlib.MAX_WBITS if headed else -zlib.MAX_WBITS
        self._stream = zlib.decompressobj(bits)
        return True

    def _inflate(self, data: bytes, room: int) -> tuple[bytes, bytes, bool]:
        """Some decoded bytes, what is left of `data`, and whether more may come without any."""
        assert self._stream is not None
        size = min(room + 1, _PIECE)
        try:
            piece = self._stream.decompress(data, size)
        except zlib.error as error:
            raise Undecodable(f"corrupt {self._coding}: {error}") from error
        if len(piece) > room:
            raise Overflow("more")
        if not self._stream.eof:
            return piece, self._stream.unconsumed_tail, len(piece) == size
        rest, self._stream, self._whole = self._stream.unused_data, None, True
        return piece, rest, False


class _Pile:
    """Bytes in the order they came. Small pieces are put together, for an object weighs more than they do."""

    def __init__(self) -> None:
        self.size = 0
        self._blocks: list[bytes] = []
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self._pieces.append(piece)
        if len(self._pieces) == 1024:
            self._blocks.append(b"".join(self._pieces))
            self._pieces.clear()

    def clear(self) -> None:
        self._blocks.clear()
        self._pieces.clear()

    def join(self) -> bytes:
        self._blocks = [b"".join(self._blocks + self._pieces)]
        self._pieces.clear()
        return self._blocks[0]


class Body:
    """One body. After a fault of its coding bytes are still taken in, so that the archive gets them whole."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        self._limit = limit
        self._feeds = 0
        self._received = _Pile()
        self._decoded = _Pile()  # emptied once it is long: bombs are counted, not kept
        self._coding: str | None = None
        self._fault: str | None = None
        codings = [coding.strip() for coding in content_encoding.lower().split(",")]
        codings = [coding for coding in codings if coding not in _NO_CODING]
        if len(codings) == 1 and codings[0] in _CODINGS:
            self._coding = _CODINGS[codings[0]]
            self._inflater = Inflater(self._coding)
        elif codings:
            self._fault = f"Content-Encoding {', '.join(codings)}"

    def feed(self, data: bytes) -> None:
        """Take in the next bytes; Overflow when either count passes the limit, or they come in crumbs."""
        self._feeds += 1
        if self._feeds > _MOST_FEEDS:
            raise Overflow(f"more than {_MOST_FEEDS} crumbs")
        if self._received.size + len(data) > self._limit:
            raise Overflow("more")
        self._received.add(data)
        if self._coding is None or self._fault is not None:
            return
        try:
            for piece in self._inflater.decode(data, self._limit - self._decoded.size):
                self._decoded.add(piece)
                if self._decoded.size > _KEPT:
                    self._decoded.clear()
        except Undecodable as error:
            self._fault = str(error)

    def received(self) -> bytes:
        return self._received.join()

    def decoded(self) -> bytes:
        """The body without its coding; Undecodable with the first fault that was met."""
        if self._received.size and self._fault is not None:
            raise Undecodable(self._fault)
        if self._coding is None:
            return self.received()
        self._inflater.finish()
        if self._decoded.size > _KEPT:
            return b"".join(Inflater(self._coding).decode(self.received(), self._limit))
        return self._decoded.join()
