"""Requests by libcurl: within limits, to allowed addresses only, and told in full what came and what did not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from typing import Any, Literal, NamedTuple

import certifi
import pycurl

from scrapers.address import Networks, Target, check_address
from scrapers.errors import AddressRefused
from scrapers.head import Head, read_head
from scrapers.limits import FetchLimits, Silence, TransferError
from scrapers.talk import QUIET_END, split, talk

_CONNECTIONS = 8  # kept by one line
_BUFFER = 2**17  # bytes read at a time
_ROUNDING = 0.01  # seconds
_UNWATCHED = (
    0.01  # seconds between two looks at sockets with numbers above 1023, which `select` does not watch
)

# how a request is made: over a connection that may be kept; over one of its own and read beyond the length, for origins
# that end connections, where nothing could be looked for afterwards; or with the head read here, not by libcurl
Way = Literal["kept", "alone", "raw"]


class Answer(NamedTuple):
    head: Head | None  # None: it ended before it was whole
    body: bytes  # without chunks, as coded
    received: int  # bytes that came for a body with a length, those beyond it too
    peer: str | None
    closed: bool  # the server ended the connection
    unseen: bool  # more than the length says may have come, and nothing could tell


def _options(limits: FetchLimits, authorities: Path | None) -> dict[int, Any]:
    """What holds for all requests: nothing of the environment, and nothing that libcurl would do by itself."""
    return {
        pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
        pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,  # heads are archived as they came
        pycurl.HTTP_CONTENT_DECODING: 0,
        pycurl.PATH_AS_IS: 1,
        pycurl.PROXY: "",
        pycurl.NOPROXY: "*",
        pycurl.NOSIGNAL: 1,
        pycurl.CAINFO: str(authorities or certifi.where()),
        pycurl.CONNECTTIMEOUT_MS: round(limits.connect_timeout * 1000),
        pycurl.TIMEOUT_MS: round(limits.total_timeout * 1000),
        pycurl.MAXFILESIZE_LARGE: limits.max_body,
        pycurl.MAXCONNECTS: _CONNECTIONS,
        pycurl.BUFFERSIZE: _BUFFER,
        pycurl.VERBOSE: 1,  # tells heads and bytes as they come
    }


class Line:
    """A handle of libcurl with the connections it keeps; for one thread at a time."""

    def __init__(self, limits: FetchLimits, allow: Networks, authorities: Path | None) -> None:
        self._limits = limits
        self._allow = allow
        self._multi = pycurl.CurlMulti()
        self._easy = pycurl.Curl()
        for option, value in _options(limits, authorities).items():
            self._easy.setopt(option, value)
        self._body = BytesIO()
        self._easy.setopt(pycurl.WRITEFUNCTION, self._body.write)
        self._easy.setopt(pycurl.DEBUGFUNCTION, self._note)
        self._easy.setopt(pycurl.OPENSOCKETFUNCTION, self._open)
        self._easy.setopt(pycurl.PREREQFUNCTION, self._send)
        self.origins: set[str] = set()  # that it may have connections to
        self.usable = True
        self._begin("")

    def close(self) -> None:
        """Ends only with a look-up of a name that is still under way."""
        self._easy.close()
        self._multi.close()

    def _begin(self, host: str) -> None:
        self._host = host
        self._lines: list[bytes] = []
        self._received = self._reads = self._came = 0
        self._peer: str | None = None
        self._sockets: list[socket] = []
        self._refused: AddressRefused | None = None
        self._heard = monotonic()

    def ask(self, target: Target, headers: Mapping[str, str], way: Way) -> Answer:
        """TransferError, Silence, or AddressRefused if all addresses of the host were."""
        easy = self._easy
        self._begin(target.host)
        lines = [f"{name}: {value}".encode("latin-1") for name, value in headers.items()]
        easy.setopt(pycurl.URL, target.url)
        easy.setopt(pycurl.HTTPHEADER, lines)
        easy.setopt(pycurl.IGNORE_CONTENT_LENGTH, way == "alone")
        easy.setopt(pycurl.FRESH_CONNECT, way != "kept")
        easy.setopt(pycurl.CONNECT_ONLY, way == "raw")
        self._multi.add_handle(easy)
        try:
            while self._multi.perform()[1] and not (way == "alone" and self._is_whole()):
                self._wait()
            self._check(target)
            if way == "raw":
                self._peer = easy.getinfo(pycurl.PRIMARY_IP)
                talk(easy, target, lines, self._limits, self._body)
            after = self._after()
        finally:
            self._multi.remove_handle(easy)
            body = self._body.getvalue()
            self._body.seek(0)
            self._body.truncate()
            for held in self._sockets:
                held.close()
        if after:
            self._received += 1
            self.usable = False
        if way == "raw":
            self._lines, body = split(body)
            self._received = len(body)
        closed = after == b""
        # libcurl tells what it reads together with the head, also beyond the length
        unseen = closed and way == "kept" and self._reads > 1
        return Answer(read_head(self._lines), body, self._received, self._peer, closed, unseen)

    def _wait(self) -> None:
        """Until something comes or a limit of libcurl's is due; Silence if nothing came for too long."""
        began, due = monotonic(), self._multi.timeout()  # milliseconds, or -1
        patience = max(0.0, self._heard + self._limits.read_timeout - began)
        pause = min(patience, due / 1000) if due >= 0 else patience
        ready = self._multi.select(pause)
        now, came = monotonic(), len(self._lines) + self._received
        if ready > 0 or came != self._came or self._peer is None:  # connecting has its own limit
            self._heard, self._came = now, came
        elif now - self._heard >= self._limits.read_timeout:
            raise Silence
        if ready <= 0 and now - began < pause:
            sleep(min(pause, _UNWATCHED))

    def _check(self, target: Target) -> None:
        """Raise what went wrong, if anything did."""
        for _, code, message in self._multi.info_read()[2]:
            if QUIET_END in message and self._may_end():
                return
            if code == pycurl.E_ABORTED_BY_CALLBACK:
                raise TransferError("a kept connection that broke", pycurl.E_GOT_NOTHING)
            number = self._easy.getinfo(pycurl.OS_ERRNO)
            if code == pycurl.E_COULDNT_CONNECT:
                if self._refused is not None and not self._sockets:
                    raise self._refused
                raise TransferError(os.strerror(number) if number else message, code)
            spent = self._easy.getinfo(pycurl.TOTAL_TIME) > self._limits.total_timeout - _ROUNDING
            missing = self._missing(target) if code == pycurl.E_OPERATION_TIMEDOUT else None
            self.usable = missing != "an address"  # the look-up goes on
            raise TransferError(message, code, missing=missing, spent=spent)

    def _missing(self, target: Target) -> str | None:
        if self._peer is not None:
            return None
        if not self._easy.getinfo(pycurl.NAMELOOKUP_TIME):
            return "an address"
        if not self._easy.getinfo(pycurl.CONNECT_TIME):
            return "a connection"
        if target.scheme == "https" and not self._easy.getinfo(pycurl.APPCONNECT_TIME):
            return "a TLS handshake"
        return None

    def _may_end(self) -> bool:
        head = read_head(self._lines)
        return head is not None and (not head.framed or self._is_whole())

    def _is_whole(self) -> bool:
        head = read_head(self._lines)
        return head is not None and head.length is not None and self._received >= head.length

    def _after(self) -> bytes | None:
        """A byte that came after the answer, for libcurl reads no body beyond its length; none: the connection ended.

        None: it is kept, and silent.
        """
        if self._easy.getinfo(pycurl.ACTIVESOCKET) == -1:
            return b""
        self._easy.setopt(pycurl.CONNECT_ONLY, 1)  # or `recv` refuses; it means the answer's connection
        try:
            return bytes(self._easy.recv(1))
        except BlockingIOError:
            return None
        except pycurl.error:
            return b""
        finally:
            self._easy.setopt(pycurl.CONNECT_ONLY, 0)

    def _note(self, kind: int, data: bytes) -> None:
        if kind == pycurl.INFOTYPE_HEADER_IN:
            self._lines.append(data)
        elif kind == pycurl.INFOTYPE_DATA_IN:
            self._received += len(data)
            self._reads += 1

    def _send(self, peer: str, *_: object) -> int:
        """Called before a request is sent. Where a kept connection broke, libcurl would at once send another."""
        if self._peer is not None:
            return int(pycurl.PREREQFUNC_ABORT)
        self._peer = peer
        return int(pycurl.PREREQFUNC_OK)

    def _open(self, _: int, address: Any) -> socket | int:
        """A socket, before any packet is sent; libcurl tries the next address if there is none."""
        family, kind, protocol, place = address
        try:
            check_address(place[0], self._host, self._allow)
            self._sockets.append(socket(family, kind, protocol))  # libcurl takes a duplicate
        except AddressRefused as error:
            self._refused = error
        except OSError:
            return int(pycurl.SOCKET_BAD)
        else:
            return self._sockets[-1]
        return int(pycurl.SOCKET_BAD)
