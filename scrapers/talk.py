"""A request and its answer by hand: libcurl reads no head that has a line without a colon, and some sites send such."""

from __future__ import annotations

from io import BytesIO
from select import POLLIN, poll
from time import monotonic

import pycurl

from scrapers.address import Target
from scrapers.head import Head, read_head
from scrapers.limits import FetchLimits, Silence, TransferError

QUIET_END = "unexpected eof while reading"  # a TLS connection that ended without saying so
_READ = 2**16  # bytes at a time


def talk(easy: pycurl.Curl, target: Target, headers: list[bytes], limits: FetchLimits, into: BytesIO) -> None:
    """Over a connection that is there: ask, and take what comes until it ends or the length has come.

    HTTP/1.0, so that no chunks come. Raises Silence or TransferError.
    """
    until = monotonic() + limits.total_timeout
    ready = poll()
    ready.register(easy.getinfo(pycurl.ACTIVESOCKET), POLLIN)
    easy.send(b"\r\n".join([f"GET {target.path} HTTP/1.0".encode(), *headers, b"", b""]))
    head: Head | None = None
    end = limits.max_body + 1
    while into.tell() < end and (data := _receive(easy, ready, until, limits.read_timeout)):
        into.write(data)
        if head is None:
            lines, body = split(into.getvalue())
            head = read_head(lines)
            if head is not None and head.length is not None:
                end = min(end, into.tell() - len(body) + head.length)
    if into.tell() > limits.max_body:
        raise TransferError("more", pycurl.E_FILESIZE_EXCEEDED)


def _receive(easy: pycurl.Curl, ready: poll, until: float, patience: float) -> bytes:
    """The next bytes; none at the end of the connection."""
    while (left := until - monotonic()) > 0:
        try:
            return bytes(easy.recv(_READ))
        except BlockingIOError:
            if not ready.poll(1000 * min(left, patience)) and left > patience:
                raise Silence from None
        except pycurl.error as error:
            code, message = error.args
            if QUIET_END in message:
                return b""
            raise TransferError(message, code) from None
    raise TransferError("no end", pycurl.E_OPERATION_TIMEDOUT, spent=True)


def split(answer: bytes) -> tuple[list[bytes], bytes]:
    """The lines of its head, and its body."""
    head, end, body = answer.partition(b"\r\n\r\n")
    return (head + end).splitlines(keepends=True), body
