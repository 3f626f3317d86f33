"""Bodies as they arrive: the bytes as received for the archive, decoded for the reader, neither above a limit."""

from __future__ import annotations

import zlib
from io import BytesIO

_PIECE = 2**20  # bytes decoded at a time, so that a bomb is seen after the first piece too many
_GZIP = b"\x1f\x8b"
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
# what servers name when they mean no coding at all, charsets above all
_NO_CODING = frozenset({"", "identity", "none", "utf-8", "utf8", "windows-1251", "cp1251", "binary", "8bit"})


class Overflow(Exception):
    """More bytes than the limit allows, as received or decoded."""


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

    def decode(self, data: bytes, room: int) -> bytes:
        """What these bytes give; Overflow if more than `room`, Undecodable if they are no such coding."""
        pieces: list[bytes] = []
        data, self._held = self._held + data, b""
        full = False
        while data or full:
            if self._stream is None and not self._open(data):
                break
            piece, data, full = self._inflate(data, room)
            room -= len(piece)
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

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
            raise Overflow
        if not self._stream.eof:
            return piece, self._stream.unconsumed_tail, len(piece) == size
        rest, self._stream, self._whole = self._stream.unused_data, None, True
        return piece, rest, False


class Body:
    """One body. After a fault of its coding bytes are still taken in, so that the archive gets them whole."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        self._limit = limit
        self._received = BytesIO()
        self._decoded = BytesIO()
        self._inflater: Inflater | None = None
        self._fault: str | None = None
        codings = [coding.strip() for coding in content_encoding.lower().split(",")]
        codings = [coding for coding in codings if coding not in _NO_CODING]
        if len(codings) == 1 and codings[0] in _CODINGS:
            self._inflater = Inflater(_CODINGS[codings[0]])
        elif codings:
            self._fault = f"Content-Encoding {', '.join(codings)}"

    def feed(self, data: bytes) -> None:
        """Take in the next bytes; Overflow when either count passes the limit."""
        if self._received.tell() + len(data) > self._limit:
            raise Overflow
        self._received.write(data)
        if self._inflater is None or self._fault is not None:
            return
        try:
            self._decoded.write(self._inflater.decode(data, self._limit - self._decoded.tell()))
        except Undecodable as error:
            self._fault = str(error)

    def received(self) -> bytes:
        return self._received.getvalue()

    def decoded(self) -> bytes:
        """The body without its coding; Undecodable with the first fault that was met."""
        if self._fault is not None:
            raise Undecodable(self._fault)
        if self._inflater is None:
            return self._received.getvalue()
        self._inflater.finish()
        return self._decoded.getvalue()
