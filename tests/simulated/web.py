"""The simulated web on loopback: each site has addresses of its own, which may refuse connections for a day."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from tests.simulated.site import Answer, Site


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False


class Host:
    """One address of a site. While it is closed, its port is kept and refuses connections."""

    def __init__(self, web: SimulatedWeb, site: Site, which: int) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.close_connection = False
                told = site.answer(which, self.path, web.moment, web.day)
                with suppress(ConnectionError):  # a visitor may have had enough
                    self.wfile.write(_wire(told, self.headers.get("If-None-Match")))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        self._handler = Handler
        self._held: socket.socket | None = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))
        self._server: _Server | None = None
        self.address: tuple[str, int] = self._held.getsockname()

    @property
    def base(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    def open(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
            self._server = _Server(self.address, self._handler)
            Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def refuse(self) -> None:
        if self._server is not None:
            self.close()
            self._held = socket.socket()
            self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._held.bind(self.address)

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if self._held is not None:
            self._held.close()
            self._held = None


def _wire(told: Answer, etag: str | None) -> bytes:
    status, body = told.status, told.body.encode()
    headers = [f"Content-Type: {told.kind}"]
    if told.location is not None:
        headers.append(f"Location: {told.location}")
    if status == 200:
        headers.append(f"ETag: {told.etag}")
        if etag == told.etag:
            status, body = 304, b""
    lines = [f"HTTP/1.1 {status} {responses[status]}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


class SimulatedWeb:
    """All sites; `moment` and `day` say when its visitors come."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = sites
        self.moment, self.day = datetime.min, 0
        self._hosts: dict[str, list[Host]] = {}
        for site in sites:
            self._hosts[site.slug] = [Host(self, site, which) for which in (0, 1)]
            site.bases = (self._hosts[site.slug][0].base, self._hosts[site.slug][1].base)

    def turn(self, day: int, moment: datetime) -> None:
        """The web as it is on that day."""
        self.day, self.moment = day, moment
        for site in self.sites:
            for host in self._hosts[site.slug]:
                if site.event(day) == "refused":
                    host.refuse()
                else:
                    host.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hosts in self._hosts.values():
            for host in hosts:
                host.close()
