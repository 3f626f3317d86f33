"""Connections of urllib3 that know whom they reach, can be cut in time, and tell a torn answer from a whole one."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from threading import Thread, local
from types import TracebackType
from typing import Any, Self, cast

import certifi
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from scrapers.address import Networks, check_address
from scrapers.errors import AddressRefused, Unreachable
from scrapers.retry import OutOfTime
from scrapers.watch import Deadline

_MOST_LINES = 1000  # of all headers of one answer, those of interim answers (100) included
_POOLS = 64  # hosts with a connection kept; one each, because a host gets one request at a time


class Attempt:
    """One request of one thread: what its connection must know, and what the connection tells of it."""

    def __init__(self, deadline: Deadline, connect_timeout: float, allow: Networks) -> None:
        self.deadline = deadline
        self.connect_timeout = connect_timeout
        self.allow = allow
        self.peer: str | None = None
        self.answer: Answer | None = None
        self.spent: list[socket.socket] = []  # handles of connections that closed while still being read

    def __enter__(self) -> Self:
        _here.attempt = self
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        _here.attempt = None
        self.deadline.hold(None)
        for handle in self.spent:
            handle.close()


class _Here(local):
    attempt: Attempt | None = None


_here = _Here()


def _current() -> Attempt:
    assert _here.attempt is not None, "connections are only used inside an Attempt"
    return _here.attempt


class _Lines:
    """The header lines of an answer; drops lines without a colon, after which the parser would see no others."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = _MOST_LINES
        self.last = b""

    def readline(self, limit: int) -> bytes:
        while True:
            line: bytes = self._stream.readline(limit)
            self._left -= 1
            if self._left < 0:
                raise http.client.HTTPException(f"more than {_MOST_LINES} header lines")
            if line and not line.endswith(b"\n") and len(line) < limit:
                raise http.client.IncompleteRead(line)
            known = not self.last or b":" in line or line.startswith(b"HTTP/")
            if known or not line.strip() or line[:1] in b" \t":
                self.last = line
                return line

    def close(self) -> None:
        self._stream.close()


class Answer(http.client.HTTPResponse):
    """An answer that notices headers without their end, and bytes after the end of its body."""

    surplus = False  # bytes came after the Content-Length
    framed = False  # the end is told by a length or by chunks, not by the connection's end

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self._socket = sock
        _current().answer = self

    def begin(self, *args: Any, **kwargs: Any) -> None:
        stream = self.fp
        lines = _Lines(stream)
        self.fp = cast(Any, lines)
        try:
            super().begin(*args, **kwargs)
        finally:
            if self.fp is not None:
                self.fp = stream
        if not lines.last:
            raise http.client.IncompleteRead(b"")
        self.framed = self.chunked or self.length is not None

    def read1(self, n: int = -1) -> bytes:
        if self.fp is None or self.chunked or self.length is None:
            return super().read1(n)
        size = self.length if n < 0 else min(n, self.length)
        data = self.fp.read1(size)
        self.length -= len(data)
        if self.length == 0:
            self.surplus = self._has_more()
        if self.length == 0 or not data:
            self.close()
        return data

    def _has_more(self) -> bool:
        """Whether more bytes lie in the buffer or wait at the socket; does not wait for them."""
        timeout = self._socket.gettimeout()
        try:
            self._socket.settimeout(0.0)
            return bool(self.fp.peek(1))
        except OSError:
            return False  # nothing to read, or the connection ended, after a whole body
        finally:
            self._socket.settimeout(timeout)


class _Connection(HTTPConnection):
    response_class = Answer
    _peer: str | None = None
    _handle: socket.socket | None = None  # a duplicate for the watchdog

    def _new_conn(self) -> socket.socket:
        attempt = _current()
        sock = _dial(self._dns_host, self.port, attempt, self.socket_options or ())
        self._peer = sock.getpeername()[0]
        self._handle = sock.dup()
        self._announce(attempt)
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self._handle is not None:
            self._announce(_current())
        super().request(*args, **kwargs)

    def _announce(self, attempt: Attempt) -> None:
        attempt.peer = self._peer
        attempt.deadline.hold(self._handle)

    def close(self) -> None:
        super().close()
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if _here.attempt is None:
            handle.close()
        else:  # a connection that is not kept closes before its body is read
            _here.attempt.spent.append(handle)


class _TLSConnection(_Connection, HTTPSConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError as error:
            raise _no_connection(f"{self.host}:{self.port}", "a TLS handshake", _current(), error) from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


@cache
def _public_authorities() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def open_pools(tls: ssl.SSLContext | None) -> PoolManager:
    """Pools that keep connections, and take nothing from the environment; no cookies, no redirects, no retries."""
    pools = PoolManager(_POOLS, maxsize=1, ssl_context=tls or _public_authorities())
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}
    return pools


def _dial(host: str, port: int, attempt: Attempt, options: Sequence[tuple[Any, ...]]) -> socket.socket:
    """A socket to the first of the host's addresses that answers."""
    trouble: OSError | None = None
    refused: AddressRefused | None = None
    for family, kind, protocol, _, address in _resolve(host, port, attempt):
        sock = socket.socket(family, kind, protocol)
        try:
            for option in options:
                sock.setsockopt(*option)
            _connect(sock, address, host, attempt)
        except OSError as error:
            trouble = error
        except AddressRefused as error:
            refused = error
        else:
            return sock
        sock.close()
    if trouble is None and refused is not None:
        raise refused
    raise _no_connection(f"{host}:{port}", "a connection", attempt, trouble)


def _connect(sock: socket.socket, address: tuple[Any, ...], host: str, attempt: Attempt) -> None:
    """The address is checked first, so that no packet goes where none may, and the peer that answered after."""
    check_address(address[0], host, attempt.allow)
    sock.settimeout(_patience(attempt))
    sock.connect(address)
    check_address(sock.getpeername()[0], host, attempt.allow)


def _resolve(host: str, port: int, attempt: Attempt) -> list[Any]:
    """All addresses of a name. In a thread, for the system's resolver knows no time limit of ours."""
    found: Future[list[Any]] = Future()

    def ask() -> None:
        try:
            found.set_result(socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.set_exception(error)

    Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        return found.result(_patience(attempt))
    except (OSError, UnicodeError) as error:
        raise _no_connection(host, "an address", attempt, error) from error


def _no_connection(where: str, what: str, attempt: Attempt, error: Exception | None) -> Unreachable:
    if attempt.deadline.left() <= 0:
        raise OutOfTime
    if isinstance(error, TimeoutError):
        return Unreachable(
            f"{where}: expected {what} within {attempt.connect_timeout:g} s (connect limit), came none"
        )
    return Unreachable(f"{where}: expected {what}, came {error}")


def _patience(attempt: Attempt) -> float:
    """Seconds to wait for the next step of a connection; OutOfTime if the attempt has none left."""
    left = attempt.deadline.left()
    if left <= 0:
        raise OutOfTime
    return min(attempt.connect_timeout, left)
