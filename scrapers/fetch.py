"""Pages from the web with manners, limits and names for all that can go wrong; each answer is archived first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from traceback import clear_frames
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from scrapers.address import Networks, Target, locate
from scrapers.answers import Fetched, location_of, page_of
from scrapers.attempt import Client, Reply, utc_now
from scrapers.conditional import conditions_of
from scrapers.errors import (
    AddressRefused,
    BadRedirect,
    Blocked,
    FetchError,
    Gone,
    RefusedByRobots,
    RobotsUnread,
    Unreachable,
)
from scrapers.limits import FetchLimits
from scrapers.notices import notice_error
from scrapers.pace import Pace
from scrapers.records import Capture, Context, Exchange, Known
from scrapers.retry import Breaker, attempt_with, read_retry_after, retrying
from scrapers.robots import Robots, RobotsBook, no_robots, parse_robots, unread_robots

__all__ = ["ArchiveWriter", "FetchLimits", "Fetched", "Fetcher"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DEFAULTS = FetchLimits()


class ArchiveWriter(Protocol):
    """Where answers are kept."""

    def write(self, exchange: Exchange, context: Context, known: Known | None) -> Capture:
        """Store one answer; `known` is what its URL gave last time, for records that need not repeat a body."""


class _Errand(NamedTuple):
    """Why, for whom and how patiently something is fetched."""

    context: Context
    archive: ArchiveWriter
    known: Known | None
    delay: float  # seconds
    patient: bool = True  # False: one attempt
    on_request: Callable[[], None] = lambda: None


class Fetcher:
    """Fetches for any number of threads: one request at a time per host, robots.txt read once per host."""

    def __init__(
        self,
        *,
        user_agent: str,
        limits: FetchLimits = _DEFAULTS,
        allow: Networks = (),
        authorities: Path | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`allow`: networks that may be reached though not public. `authorities`: a PEM file, instead of certifi's.
        `clock`: gives the times at which answers are said to have been fetched.
        """
        self._user_agent = user_agent
        self._limits = limits
        self._closing = Event()
        self._client = Client(user_agent, limits, allow, authorities, clock)
        self._pace = Pace(self._closing, limits.max_wait)
        self._breaker = Breaker()
        self._robots = RobotsBook()
        self._retrying = retrying(
            attempts=limits.attempts,
            backoff=limits.backoff,
            max_wait=limits.max_wait,
            closing=self._closing,
        )

    def close(self) -> None:
        """Close all connections; whoever waits for a turn gets Unreachable."""
        self._closing.set()
        self._client.close()

    def get(
        self,
        url: str,
        *,
        context: Context,
        archive: ArchiveWriter,
        known: Known | None = None,
        delay: float = 1.0,
        on_request: Callable[[], None] = lambda: None,
    ) -> Fetched:
        """The page behind a URL, or the FetchError that says why there is none.

        `known` makes the request conditional if it tells where the last body lies. `delay`: seconds between
        two requests to the host; a longer Crawl-delay prevails. `on_request` is called before each request that is
        sent for it: of robots.txt, a hop or a further attempt too.
        """
        errand = _Errand(context=context, archive=archive, known=known, delay=delay, on_request=on_request)
        return self._follow(url, errand)

    def robots(self, url: str, *, context: Context, archive: ArchiveWriter, delay: float = 1.0) -> Robots:
        """The robots.txt that holds for a URL; fetched if it has not been."""
        return self._rules(locate(url), _Errand(context=context, archive=archive, known=None, delay=delay))

    def host_down(self, url: str) -> bool:
        """Whether the host was given up: it did not answer five times in a row, or not for its robots.txt."""
        origin = locate(url).origin
        robots = self._robots.known(origin)
        return self._breaker.is_down(origin) or (robots is not None and not robots.answered)

    def _follow(self, url: str, errand: _Errand) -> Fetched:
        """From hop to hop; a failure carries the last answer that was archived."""
        chain: list[str] = []
        capture: Capture | None = None
        try:
            while True:
                target = self._next_hop(url, chain)
                delay = self._admit(target, errand)
                conditions = conditions_of(errand.known, target)
                reply, capture = self._ask(target, errand, delay, conditions)
                if reply.exchange.status not in _REDIRECTS:
                    return page_of(reply, capture, conditions)
                url = location_of(reply)
        except FetchError as error:
            error.capture = error.capture or capture
            raise

    def _next_hop(self, url: str, chain: list[str]) -> Target:
        """The URL made sendable and put to the chain; BadRedirect where the chain must end."""
        try:
            target = locate(url)
        except BadRedirect as error:
            raise BadRedirect(" → ".join([*chain, str(error)])) from error
        looped = target.url in chain
        chain.append(target.url)
        if looped:
            raise BadRedirect(f"expected a page, came a loop: {' → '.join(chain)}")
        if len(chain) > self._limits.max_redirects + 1:
            raise BadRedirect(
                f"expected at most {self._limits.max_redirects} redirects, came {' → '.join(chain)}"
            )
        return target

    def _admit(self, target: Target, errand: _Errand) -> float:
        """The seconds to keep between requests to this host; raises if it is not to be asked at all."""
        if errand.context.role == "robots":
            return errand.delay
        if self._breaker.suspects(target.origin):
            self._probe(target, errand)
        if self._breaker.is_down(target.origin):
            raise self._breaker.down(target.origin)
        rules = self._rules(target, errand)
        if not rules.readable:  # the same words for each address: it is one failure
            raise (RobotsUnread if rules.reached else Unreachable)(rules.rule)
        if not rules.allows(target.url):
            raise RefusedByRobots(f"{target.url}: {rules.rule}")
        return max(errand.delay, rules.crawl_delay)

    def _ask(
        self, target: Target, errand: _Errand, delay: float, conditions: Mapping[str, str]
    ) -> tuple[Reply, Capture]:
        """An answer that is archived, after as many attempts as it takes and the limits allow."""

        def once() -> tuple[Reply, Capture]:
            with self._pace.turn(target.origin, delay):
                errand.on_request()
                reply = self._client.ask(target, conditions)
            return reply, self._keep(reply, target, errand, conditions)

        try:
            kept = attempt_with(self._retrying, once) if errand.patient else once()
        except FetchError as error:
            _let_go(error)
            if not isinstance(error, Unreachable):
                self._breaker.answered(target.origin)
            elif (error.retry_after or 0.0) <= self._limits.max_wait:
                self._breaker.failed(target.origin)
            if isinstance(error, Unreachable) and error.capture is not None and error.capture.status == 429:
                raise Blocked(str(error), capture=error.capture) from error
            raise
        self._breaker.answered(target.origin)
        return kept

    def _keep(self, reply: Reply, target: Target, errand: _Errand, conditions: Mapping[str, str]) -> Capture:
        """Archive an answer; Unreachable for one that another attempt may better, and what a notice means."""
        status = reply.exchange.status
        known = errand.known if conditions or status != 304 else None
        capture = errand.archive.write(reply.exchange, errand.context, known)
        if error := notice_error(target.url, status, reply.headers, reply.body, capture):
            raise error
        if status not in (408, 429) and not 500 <= status < 600:
            return capture
        wish = read_retry_after(reply.headers.get("Retry-After"), utc_now())
        message = f"{target.url}: expected a page, came {status} {reply.exchange.reason}"
        if wish is not None:
            self._pace.postpone(target.origin, wish)
            message += f" and the wish to wait {wish:.0f} s"
        raise Unreachable(message, capture=capture, retry_after=wish)

    def _rules(self, target: Target, errand: _Errand) -> Robots:
        return self._robots.obtain(target.origin, lambda: self._read_robots(target, errand))

    def _read_robots(self, target: Target, errand: _Errand) -> Robots:
        """AddressRefused if the host itself may not be reached; all else is an answer about robots."""
        url = urljoin(target.url, "/robots.txt")
        context = replace(errand.context, role="robots", requested_url=url)
        try:
            page = self._follow(url, errand._replace(context=context, known=None))
        except FetchError as error:
            if isinstance(error, AddressRefused) and error.capture is None:
                raise
            status = 0 if error.capture is None else error.capture.status
            if status not in (408, 429) and (
                isinstance(error, (BadRedirect, Blocked, Gone)) or 400 <= status < 500
            ):
                return no_robots(str(error))
            answered = not isinstance(error, Unreachable)
            return unread_robots(str(error), answered=answered, reached=answered or error.capture is not None)
        return parse_robots(page.body, self._user_agent)

    def _probe(self, target: Target, errand: _Errand) -> None:
        """Ask a host that failed too often for its robots.txt, once: an answer to that clears it of all."""
        with self._robots.lock(target.origin):
            if self._breaker.suspects(target.origin) and not self._breaker.is_down(target.origin):
                self._read_robots(target, errand._replace(patient=False))
                if self._breaker.suspects(target.origin):
                    self._breaker.condemn(target.origin)


def _let_go(error: BaseException | None) -> None:
    """Empty the frames of a failure: they hold bodies, in cycles that are collected late."""
    while error is not None:
        clear_frames(error.__traceback__)
        _let_go(error.__cause__)
        error = error.__context__
