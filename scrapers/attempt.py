"""One request and its answer, read whole and within every limit, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

import pycurl

from scrapers.address import Networks, Target
from scrapers.body import CutShort, Overflow, Undecodable, decode
from scrapers.errors import BadResponse, FetchError, TooLarge, Unreachable
from scrapers.head import Head
from scrapers.limits import FetchLimits, Silence, TransferError
from scrapers.records import Exchange
from scrapers.retry import Lasting
from scrapers.transfer import Answer, Line, Way

_TORN = frozenset(
    {
        pycurl.E_PARTIAL_FILE,
        pycurl.E_GOT_NOTHING,
        pycurl.E_SEND_ERROR,
        pycurl.E_RECV_ERROR,
        pycurl.E_SSL_CONNECT_ERROR,
    }
)
_NO_HTTP = frozenset(
    {
        pycurl.E_UNSUPPORTED_PROTOCOL,
        pycurl.E_FTP_WEIRD_SERVER_REPLY,
        pycurl.E_BAD_CONTENT_ENCODING,
        100,  # CURLE_TOO_LARGE: too many header lines
    }
)
_NO_COLON = "Header without colon"  # libcurl's words; another attempt reads such a head
# libcurl's before it says what is wrong with a certificate
_WORDS = ("SSL certificate OpenSSL verify result: ", "SSL: ")


class Reply(NamedTuple):
    """An answer that was read whole. `body` is decoded; or `fault` says why it cannot be."""

    exchange: Exchange
    headers: Mapping[str, str]  # case-insensitive
    body: bytes
    fault: str | None


def utc_now() -> datetime:
    return datetime.now(UTC)


class Client:
    """Sends requests, from any number of threads; keeps connections until closed."""

    def __init__(
        self,
        user_agent: str,
        limits: FetchLimits,
        allow: Networks,
        authorities: Path | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._limits = limits
        self._allow = tuple(allow)
        self._authorities, self._clock = authorities, clock
        self._idle: list[Line] = []
        self._lock = Lock()
        self._closed = False
        self._ways: dict[str, Way] = {}  # by origin, as its last answer taught
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "uk",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "keep-alive",
        }

    def close(self) -> None:
        """Connections in use close with their requests."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for line in idle:
            line.close()

    def ask(self, target: Target, extra: Mapping[str, str]) -> Reply:
        """One attempt, with these headers more. Raises Unreachable, TooLarge, AddressRefused or BadResponse."""
        origin = target.origin
        way = self._ways.get(origin, "kept")
        headers = {"Host": target.netloc, **self._headers, **extra}
        if way == "raw":
            headers["Connection"] = "close"
        sent = self._clock()
        try:
            with self._line(origin) as line:
                answer = line.ask(target, headers, way)
            if way != "raw":
                self._ways[origin] = "alone" if answer.closed else "kept"
            elif answer.head is not None and answer.head.chunked:
                raise BadResponse(f"{target.url}: expected no chunks in an answer to HTTP/1.0, came chunks")
            return self._reply(target.url, answer, headers, sent)
        except (TransferError, Silence) as error:
            if str(error) == _NO_COLON:
                self._ways[origin] = "raw"
            raise self._explain(target, error) from _cause(error)
        except Overflow as error:
            raise self._too_large(target.url, str(error)) from error

    @contextmanager
    def _line(self, origin: str) -> Iterator[Line]:
        """One that has a connection to the origin, if there is one that is idle."""
        with self._lock:
            line = next((line for line in self._idle if origin in line.origins), None)
            if line is not None:
                self._idle.remove(line)
            elif self._idle:
                line = self._idle.pop()
        if line is None:
            line = Line(self._limits, self._allow, self._authorities)
        line.origins.add(origin)
        try:
            yield line
        finally:
            with self._lock:
                keep = line.usable and not self._closed
                if keep:
                    self._idle.append(line)
            if not keep:
                # not here: libcurl waits until the system's resolver has given up
                Thread(target=line.close, name="close", daemon=True).start()

    def _reply(self, url: str, answer: Answer, headers: dict[str, str], sent: datetime) -> Reply:
        head = answer.head
        if head is None:
            raise Unreachable(f"{url}: expected a whole answer, came a torn one: headers without their end")
        if head.length is not None and answer.received != head.length:
            came = "more" if answer.received > head.length else f"{answer.received}"
            raise Unreachable(f"{url}: expected {head.length} bytes as Content-Length says, came {came}")
        body, fault = self._decode(url, head, answer.body)
        if answer.unseen and head.length is not None and body is answer.body:  # a coding tells its end
            raise Unreachable(
                f"{url}: expected to see that no more than {head.length} bytes come, came the end"
            )
        exchange = Exchange(
            url=url,
            request_headers=tuple(headers.items()),
            status=head.status,
            reason=head.reason,
            headers=head.pairs,
            body=answer.body,
            fetched_at=sent,
            peer=answer.peer,
        )
        return Reply(exchange=exchange, headers=head.headers, body=body, fault=fault)

    def _decode(self, url: str, head: Head, body: bytes) -> tuple[bytes, str | None]:
        """The body or its fault. Unreachable if it is cut short, and only the connection's end told its length."""
        try:
            return decode(body, head.headers.get("content-encoding", ""), self._limits.max_body), None
        except Undecodable as error:
            if isinstance(error, CutShort) and not head.framed:
                raise Unreachable(f"{url}: expected a whole answer, came a torn one: {error}") from error
            return b"", str(error)

    def _too_large(self, url: str, came: str) -> TooLarge:
        return TooLarge(f"{url}: expected a body of at most {self._limits.max_body} bytes, came {came}")

    def _explain(self, target: Target, error: TransferError | Silence) -> FetchError:
        url, limits = target.url, self._limits
        if isinstance(error, Silence):
            return Unreachable(
                f"{url}: expected a byte within {limits.read_timeout:g} s (read limit), came none"
            )
        if error.code == pycurl.E_OPERATION_TIMEDOUT and (error.spent or error.missing is None):
            limit = limits.total_timeout
            return Unreachable(
                f"{url}: expected the whole answer within {limit:g} s (total limit), came less"
            )
        where, code, came = f"{target.host}:{target.port}", error.code, str(error)
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return Unreachable(
                f"{where}: expected {error.missing} within {limits.connect_timeout:g} s (connect limit), came none"
            )
        if code == pycurl.E_FILESIZE_EXCEEDED:
            return self._too_large(url, "more")
        if code == pycurl.E_COULDNT_RESOLVE_HOST:
            return Unreachable(f"{where}: expected an address, came {came}")
        if code == pycurl.E_COULDNT_CONNECT:
            return Unreachable(f"{where}: expected a connection, came {came}")
        if code == pycurl.E_PEER_FAILED_VERIFICATION:
            for words in _WORDS:
                came = came.removeprefix(words)
            return Unreachable(f"{url}: expected a certificate that proves the host, came {came}")
        if came == _NO_COLON:
            return Unreachable(f"{url}: expected headers, came a line without a colon")
        if code in _NO_HTTP or came.startswith("Too large response headers"):
            return BadResponse(f"{url}: expected an HTTP answer, came {came!r}")
        if code in _TORN:
            return Unreachable(f"{url}: expected a whole answer, came a torn one: {came}")
        return Unreachable(f"{url}: expected an answer, came {came} ({code})")


def _cause(error: TransferError | Silence) -> BaseException:
    """Lasting if another attempt would end in the same way."""
    proof = isinstance(error, TransferError) and error.code == pycurl.E_PEER_FAILED_VERIFICATION
    return Lasting(str(error)) if proof or (isinstance(error, TransferError) and error.spent) else error
