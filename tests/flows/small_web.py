"""A web of a few pages on loopback: each path has its bytes, its type and an ETag; what is not there is a 404."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"
PDF = "application/pdf"


class SmallWeb:
    """`pages` may be changed while it serves; `asked` are path and status of every answer."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[tuple[str, int]] = []
        self.before: Callable[[str], None] = lambda path: None  # called before each answer
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def html(self, path: str, text: str) -> None:
        self.pages[path] = (HTML, text.encode())

    def pdf(self, path: str, data: bytes) -> None:
        self.pages[path] = (PDF, data)

    def statuses(self, path: str) -> list[int]:
        return [status for asked, status in self.asked if asked == path]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.before(request.path)
        kind, body = self.pages.get(request.path, ("text/plain", b"not here"))
        status = 200 if request.path in self.pages else 404
        etag = f'"{hashlib.md5(body).hexdigest()}"'
        if status == 200 and request.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.asked.append((request.path, status))
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("ETag", etag)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        with suppress(ConnectionError):  # a visitor may have had enough
            request.wfile.write(body)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
