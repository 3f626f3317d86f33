"""The demo web: six council sites of invented communities, served on loopback by threads of this process.

`python -m flows.demo.web` serves them until Ctrl-C; `DemoWeb` does the same inside a program or a test.
"""

from __future__ import annotations

import argparse
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import responses
from http.server import ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from types import TracebackType
from typing import NamedTuple, Self

from flows.demo.content import DemoArticle, SiteContent, Truth, load_sites, multiply, tell_truth
from flows.demo.messages import Answer, Request
from flows.demo.site import DemoSite

CHUNK = 8192
MAX_LINE = 65_536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing drops the connection instead of ending it

Fault = Callable[[Request], Answer | None]


class Logged(NamedTuple):
    """One answered request; `path` has its query."""

    site: str
    path: str
    status: int


class DemoServer(ThreadingHTTPServer):
    """Serves one site. Connections are kept alive, so stopping closes them too."""

    daemon_threads = True
    request_queue_size = 128
    site: DemoSite
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
        self.server.log.append(Logged(self.server.site.content.slug, request.target, answer.status))
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
        chunked = self.server.site.content.chunked and body and "content-length" not in given
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


class DemoWeb:
    """All sites of the demo, each on an address of its own; a context manager. Sites are named by their slugs.

    `addresses` gives hosts and ports in the order of `sites` (port 0: any free one); `copies` repeats every article
    under more addresses; without `etags` each visit brings every page again, with other numbers of views.
    """

    def __init__(
        self,
        *,
        sites: Sequence[str] | None = None,
        addresses: Sequence[tuple[str, int]] | None = None,
        etags: bool = True,
        copies: int = 1,
    ) -> None:
        self.log: list[Logged] = []
        self.sites: dict[str, DemoSite] = {}
        self._servers: dict[str, DemoServer] = {}
        contents = [load_sites()[slug] for slug in sites or load_sites()]
        for content, address in zip(contents, addresses or [("127.0.0.1", 0)] * len(contents), strict=True):
            server = DemoServer(address, self.log)
            base = "http://{}:{}".format(*server.server_address[:2])
            server.site = DemoSite(multiply(content, copies), base, etags=etags)
            self.sites[content.slug], self._servers[content.slug] = server.site, server
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.1,), name=f"demo-{slug}", daemon=True)
            for slug, server in self._servers.items()
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ThreadPoolExecutor(len(self._servers)) as pool:
            list(pool.map(DemoServer.stop, self._servers.values()))
        for thread in self._threads:
            thread.join()

    def url(self, site: str, path: str = "/") -> str:
        return self.sites[site].base + path

    def truth(self, site: str) -> list[Truth]:
        """What a perfect crawl finds now, newest first."""
        return self.sites[site].newsroom.truth()

    def add(self, site: str, article: DemoArticle) -> str:
        """The new article's path."""
        return self.sites[site].newsroom.add(article)

    def edit(self, site: str, path: str, *, title: str | None = None, body: str | None = None) -> DemoArticle:
        """Changes the article at `path`: its ETag, but no lastmod. The body is in the notation of `blocks`."""
        return self.sites[site].newsroom.edit(path, title, body)

    def remove(self, site: str, path: str, *, soft: bool = False) -> DemoArticle:
        """Takes an article down: afterwards 404, or the platform's «Помилка 404» with status 200."""
        return self.sites[site].newsroom.remove(path, soft)

    def faults(self, site: str, fault: Fault | None) -> None:
        """Asks `fault` before every answer of `site`: what it returns is sent instead, None changes nothing."""
        self._servers[site].fault = fault


def truth(site: str) -> list[Truth]:
    """What a perfect crawl of the untouched site finds, newest first."""
    content = load_sites()[site]
    return tell_truth(content, content.articles)


def write_sources(folder: Path, web: DemoWeb) -> list[Path]:
    """One source file a site of `web`, named by its slug, in `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for slug, site in web.sites.items():
        files.append(folder / f"{slug}.toml")
        files[-1].write_text(_source(site.content, site.base), "utf-8")
    return files


def _source(content: SiteContent, base: str) -> str:
    facts: dict[str, str | int | list[str]] = {
        "name": content.name,
        "platform": "vlada_ua",
        "url": f"{base}/",
    }
    if content.declares_region:
        facts["region"] = content.region
    facts["delay"] = 0
    if content.documents:
        facts["documents"] = list(content.documents)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()]
    if content.digest:
        lines.append(f"digests = [{{ says = {json.dumps(content.digest, ensure_ascii=False)} }}]\n")
    return "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the demo web on loopback until Ctrl-C.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--port", type=int, default=0, help="port of the first site, the others follow; 0: any"
    )
    parser.add_argument("--copies", type=int, default=1, help="serve every article so many times")
    parser.add_argument("--sources", type=Path, help="folder to write the source files to")
    args = parser.parse_args()
    ports = (args.port + n if args.port else 0 for n in range(len(load_sites())))
    with DemoWeb(addresses=[(args.host, port) for port in ports], copies=args.copies) as web:
        for slug, site in web.sites.items():
            print(f"{site.base}/  {slug}  {len(site.newsroom.truth())} articles", flush=True)
        if args.sources:
            write_sources(args.sources, web)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
