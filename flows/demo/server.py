"""What serves a demo site: HTTP on loopback, one server and one address a site, all threads of this process."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import responses
from http.server import ThreadingHTTPServer
from socketserver import StreamRequestHandler, TCPServer
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from flows.demo.messages import Answer, Request

CHUNK = 8192
MAX_LINE = 65_536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing drops the connection instead of ending it

Fault = Callable[[Request], Answer | None]


class Served(Protocol):
    """What a server needs of its site."""

    @property
    def slug(self) -> str: ...

    @property
    def chunked(self) -> bool: ...

    def answer(self, request: Request) -> Answer: ...


class Logged(NamedTuple):
    """One answered request; `path` has its query."""

    site: str
    path: str
    status: int


class DemoServer(ThreadingHTTPServer):
    """Serves one site. Connections are kept alive, so stopping closes them too."""

    daemon_threads = True
    request_queue_size = 128
    site: Served
    fault: Fault | None = None

    def __init__(self, address: tuple[str, int], log: list[Logged]) -> None:
        self.log = log
        self._open: set[socket.socket] = set()
        super().__init__(address, DemoHandler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks a name server who we are

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        assert isinstance(request, socket.socket)
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        self._open.discard(request)
        super().shutdown_request(request)

    def stop(self) -> None:
        self.shutdown()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was quicker
        self.server_close()


class DemoHandler(StreamRequestHandler):
    """HTTP/1.1 with keep-alive and no more of it than a crawler uses; http.server's own takes seven times the CPU."""

    server: DemoServer
    disable_nagle_algorithm = True

    def handle(self) -> None:
        try:
            while self._serve_one():
                pass
        except ConnectionError:
            return

    def _serve_one(self) -> bool:
        """Answers one request; whether another may follow on this connection."""
        words = self.rfile.readline(MAX_LINE).decode("latin-1").split()
        if len(words) != 3:
            return False
        request = Request(words[0], words[1], self._read_headers())
        answer = self._answer(request)
        self.server.log.append(Logged(self.server.site.slug, request.target, answer.status))
        if not isinstance(answer.body, bytes):
            self._send_chunks(answer, answer.body)
            return False
        keep = words[2] == "HTTP/1.1" and request.method in ("GET", "HEAD")
        keep = keep and request.headers.get("connection", "").lower() != "close"
        self.connection.sendall(self._frame(request, answer, answer.body, keep))
        return keep

    def _read_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        while (line := self.rfile.readline(MAX_LINE)).strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _answer(self, request: Request) -> Answer:
        fault = self.server.fault(request) if self.server.fault else None
        if fault is not None:
            return fault
        if request.method not in ("GET", "HEAD"):
            return Answer(405, (("Allow", "GET, HEAD"),))
        return self.server.site.answer(request)

    def _frame(self, request: Request, answer: Answer, body: bytes, keep: bool) -> bytes:
        headers = list(answer.headers)
        given = {name.lower() for name, _ in headers}
        chunked = self.server.site.chunked and body and "content-length" not in given
        if chunked:
            headers.append(("Transfer-Encoding", "chunked"))
        elif "content-length" not in given and answer.status != HTTPStatus.NOT_MODIFIED:
            headers.append(("Content-Length", str(len(body))))
        headers.append(("Connection", "keep-alive" if keep else "close"))
        sent = b"" if request.method == "HEAD" else _chunk(body) if chunked else body
        return _head(answer.status, headers) + sent

    def _send_chunks(self, answer: Answer, chunks: Iterable[bytes]) -> None:
        self.connection.sendall(_head(answer.status, [*answer.headers, ("Connection", "close")]))
        try:
            for chunk in chunks:
                self.connection.sendall(chunk)
        except ConnectionError:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.connection.close()


def _head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    reason = responses.get(status, "Unknown")
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status} {reason}\r\nServer: nginx\r\n{lines}\r\n".encode("latin-1")


def _chunk(body: bytes) -> bytes:
    pieces = (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class Servers:
    """Servers that run as long as a `with` lasts."""

    def __init__(self, servers: Sequence[DemoServer]) -> None:
        self._running = servers
        self._threads = [
            threading.Thread(
                target=server.serve_forever, args=(0.1,), name=f"demo-{server.site.slug}", daemon=True
            )
            for server in servers
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ThreadPoolExecutor(len(self._running)) as pool:
            list(pool.map(DemoServer.stop, self._running))
        for thread in self._threads:
            thread.join()
