"""One request and its answer, read whole and within every limit, or the reason why not."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import HTTPError, IncompleteRead, InvalidHeader

from scrapers.address import Networks, Target
from scrapers.body import Body, CutShort, Overflow, Undecodable
from scrapers.errors import BadResponse, FetchError, TooLarge, Unreachable
from scrapers.network import Answer, Attempt, open_pools
from scrapers.records import Exchange
from scrapers.retry import OutOfTime
from scrapers.watch import Watchdog

_READ = 65536  # bytes at a time
_TROUBLES = (HTTPError, OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Seconds, bytes and counts that no site can pass."""

    connect_timeout: float = 10.0  # for a name, for a connection, for each step of its TLS handshake
    read_timeout: float = 20.0  # between two bytes
    total_timeout: float = 60.0  # for one attempt, from the name to the last byte
    max_body: int = 20 * 2**20  # as received and decoded, each
    max_redirects: int = 5
    attempts: int = 4
    backoff: float = 0.5  # the first pause between attempts; doubles
    max_wait: float = 60.0  # the longest pause, and the longest Retry-After that is waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that was read whole. `body` is decoded; or `fault` says why it cannot be."""

    exchange: Exchange
    headers: Mapping[str, str]  # case-insensitive
    body: bytes
    fault: str | None


class Client:
    """Sends requests, from any number of threads; keeps connections until closed."""

    def __init__(
        self, user_agent: str, limits: FetchLimits, allow: Networks, tls: ssl.SSLContext | None = None
    ) -> None:
        self._limits = limits
        self._allow = tuple(allow)
        self._pools = open_pools(tls)
        self._timeout = Timeout(connect=limits.connect_timeout, read=limits.read_timeout)
        self._watchdog = Watchdog(limits.total_timeout)
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "uk",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "keep-alive",
        }

    def close(self) -> None:
        self._pools.clear()
        self._watchdog.close()

    def ask(self, target: Target, extra: Mapping[str, str]) -> Reply:
        """One attempt, with these headers more. Raises Unreachable, TooLarge, AddressRefused or BadResponse."""
        deadline = self._watchdog.start()
        try:
            with Attempt(deadline, self._limits.connect_timeout, self._allow) as attempt:
                return self._exchange(target, {"Host": target.netloc, **self._headers, **extra}, attempt)
        except Overflow as error:
            limit = self._limits.max_body
            raise TooLarge(f"{target.url}: expected a body of at most {limit} bytes, came {error}") from error
        except OutOfTime as error:
            raise self._out_of_time(target.url) from error
        except _TROUBLES as error:
            if deadline.fired:
                raise self._out_of_time(target.url) from OutOfTime()
            raise self._explain(target.url, _innermost(error)) from _innermost(error)
        finally:
            self._watchdog.stop(deadline)

    def _exchange(self, target: Target, headers: dict[str, str], attempt: Attempt) -> Reply:
        sent = datetime.now(UTC)
        pool = self._pools.connection_from_host(target.host, target.port, target.scheme)
        response = pool.urlopen(
            "GET",
            target.path,
            headers=headers,
            redirect=False,
            retries=False,
            timeout=self._timeout,
            preload_content=False,
            decode_content=False,
        )
        try:
            answer = attempt.answer
            assert answer is not None
            body = self._receive(response, answer, target.url)
            if attempt.deadline.fired:
                raise OutOfTime
        finally:
            response.close()
        decoded, fault = _decode(body, answer)
        return Reply(
            exchange=Exchange(
                url=target.url,
                request_headers=tuple(headers.items()),
                status=answer.status,
                reason=answer.reason,
                headers=tuple(answer.headers.items()),
                body=body.received(),
                fetched_at=sent,
                peer=attempt.peer,
            ),
            headers=response.headers,
            body=decoded,
            fault=fault,
        )

    def _receive(self, raw: BaseHTTPResponse, answer: Answer, url: str) -> Body:
        coding = raw.headers.get("Transfer-Encoding", "identity").lower()
        if coding not in ("identity", "chunked"):
            raise BadResponse(f"{url}: expected chunks or none, came Transfer-Encoding {coding!r}")
        connection = raw.connection
        body = Body(raw.headers.get("Content-Encoding", ""), self._limits.max_body)
        if (raw.length_remaining or 0) > self._limits.max_body:
            raise Overflow("more")
        while data := raw.read1(_READ, decode_content=False):
            body.feed(data)
        if answer.surplus:
            if connection is not None:
                connection.close()
            length = raw.headers.get("Content-Length")
            raise Unreachable(f"{url}: expected {length} bytes as Content-Length says, came more")
        return body

    def _out_of_time(self, url: str) -> Unreachable:
        limit = self._limits.total_timeout
        return Unreachable(f"{url}: expected the whole answer within {limit:g} s (total limit), came less")

    def _explain(self, url: str, cause: BaseException) -> FetchError:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unreachable(
                f"{url}: expected a certificate that proves the host, came {cause.verify_message}"
            )
        if isinstance(cause, TimeoutError):
            limit = self._limits.read_timeout
            return Unreachable(f"{url}: expected a byte within {limit:g} s (read limit), came none")
        if isinstance(cause, OSError | IncompleteRead | http.client.IncompleteRead):
            return Unreachable(f"{url}: expected a whole answer, came a torn one: {cause!r}")
        if isinstance(cause, http.client.HTTPException | InvalidHeader):
            return BadResponse(f"{url}: expected an HTTP answer, came {cause!r}")
        return Unreachable(f"{url}: expected an answer, came {cause!r}")


def _decode(body: Body, answer: Answer) -> tuple[bytes, str | None]:
    """The body or its fault. IncompleteRead if it is cut short, and only the connection's end told its length."""
    try:
        return body.decoded(), None
    except Undecodable as error:
        if isinstance(error, CutShort) and not answer.framed:
            raise http.client.IncompleteRead(b"") from error
        return b"", str(error)


def _innermost(error: BaseException) -> BaseException:
    """What urllib3 wrapped."""
    while isinstance(error, HTTPError):
        inner = error.__cause__ or error.__context__
        if not isinstance(inner, _TROUBLES):
            break
        error = inner
    return error
