"""A web server on loopback that behaves as badly as a test wants it to, and remembers who asked for what.

    with Hostile() as web:
        web.on("/page", answer(b"<p>Привіт</p>"))               # bytes: sent as they are
        web.on("/torn", answer(b"half", length=9), answer(b"whole"))  # one after the other; the last one stays
        web.on("/slow", lambda wire: wire.drip(HEAD, b"x"))     # or anything done to the connection

A path without acts is answered with 404, or by `otherwise`. Other addresses of 127.0.0.0/8 play other hosts.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

_PATIENCE = 10.0  # seconds that a thread waits at most for a client, or for the end of a test


def answer(
    body: bytes = b"", status: str = "200 OK", *, length: int | None = None, headers: Iterable[str] = ()
) -> bytes:
    """A whole answer; `length` is what its Content-Length claims."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return head(*lines) + body


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("utf-8")


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, headers=[f"Location: {location}"])


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


class Wire:
    """One connection, as an act gets it."""

    def __init__(self, sock: socket.socket, ended: Event) -> None:
        self._sock = sock
        self._ended = ended

    def send(self, data: bytes) -> None:
        self._sock.sendall(data)

    def drip(self, first: bytes, drop: bytes) -> None:
        """Send `drop` again and again, 50 times a second, until the client or the test ends."""
        self.send(first)
        while not self._ended.wait(0.02):
            self.send(drop)

    def flood(self, first: bytes, data: bytes) -> None:
        """Send `data` again and again as fast as it is taken."""
        self.send(first)
        while not self._ended.is_set():
            self.send(data)

    def hang(self, first: bytes = b"") -> None:
        """Send, then nothing more, until the test ends."""
        self.send(first)
        self._ended.wait(_PATIENCE)

    def reset(self, first: bytes = b"") -> None:
        """Send, then break the connection off with RST."""
        self.send(first)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionResetError

    def close(self, first: bytes = b"") -> None:
        """Send, then close."""
        self.send(first)
        raise ConnectionResetError


Act = bytes | Callable[[Wire], None]


@dataclass
class Seen:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]  # names in lower case
    raw: bytes
    connection: int  # number of the connection it came over
    started: float  # monotonic seconds
    ended: float = field(default=0.0)


class Hostile:
    """The server; `tls` wraps its connections, `greet` is done to each new one instead of reading a request, and
    `otherwise` answers paths without acts.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        greet: Callable[[Wire], None] | None = None,
        otherwise: Callable[[str], bytes] = lambda path: answer(b"", "404 Not Found"),
    ) -> None:
        self.seen: list[Seen] = []
        self.connections = 0
        self.ended = Event()
        self._tls = tls
        self._greet = greet
        self._otherwise = otherwise
        self._acts: dict[str, list[Act]] = {}
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[Thread] = []
        self._listener = socket.create_server((host, port))
        self.host, self.port = self._listener.getsockname()[:2]

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        with self._lock:
            for sock in self._open:
                _shut(sock)
        for thread in self._threads:
            thread.join(_PATIENCE)
        self._listener.close()

    @property
    def origin(self) -> str:
        return f"{'https' if self._tls else 'http'}://{self.host}:{self.port}"

    def url(self, path: str) -> str:
        return self.origin + path

    def on(self, path: str, *acts: Act) -> str:
        """What to do when asked for the path; returns its URL."""
        self._acts[path] = list(acts)
        return self.url(path)

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.path == path]

    def _begin(self, work: Callable[..., None], *args: object) -> None:
        thread = Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.ended.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(sock)
                self.connections += 1
                number = self.connections
            if self.ended.is_set():
                _shut(sock)
            self._begin(self._serve, sock, number)

    def _serve(self, sock: socket.socket, number: int) -> None:
        sock.settimeout(_PATIENCE)
        with suppress(OSError):  # the client left, or was sent away
            if self._greet is not None:
                self._greet(Wire(sock, self.ended))
            elif self._tls is not None:
                self._talk(self._tls.wrap_socket(sock, server_side=True), number)
            else:
                self._talk(sock, number)
        with self._lock:
            self._open.discard(sock)
        sock.close()

    def _talk(self, sock: socket.socket, number: int) -> None:
        with self._lock:
            self._open.add(sock)
        try:
            while self._exchange(sock, number):
                pass
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()

    def _exchange(self, sock: socket.socket, number: int) -> bool:
        raw = b""
        while b"\r\n\r\n" not in raw:
            data = sock.recv(65536)
            if not data:
                return False
            raw += data
        seen = _read(raw, number)
        with self._lock:
            self.seen.append(seen)
            acts = self._acts.get(seen.path) or [self._otherwise(seen.path)]
            act = acts.pop(0) if len(acts) > 1 else acts[0]
        try:
            if isinstance(act, bytes):
                sock.sendall(act)
            else:
                act(Wire(sock, self.ended))
        finally:
            seen.ended = monotonic()
        return True


def _read(raw: bytes, number: int) -> Seen:
    first, *lines = raw.decode("latin-1").split("\r\n\r\n", 1)[0].split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in pairs}
    return Seen(path=first.split(" ")[1], headers=headers, raw=raw, connection=number, started=monotonic())


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
