"""What robots.txt allows, read as RFC 9309 says, once per origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from protego import Protego

_READ = 500 * 2**10  # bytes; RFC 9309, 2.5: parsers may stop there
_LONGEST_DELAY = 60.0  # seconds; a wish beyond that would end the visit


def product_token(user_agent: str) -> str:
    """`Visnyk` of `Visnyk/1.0 (+https://…)`: the name that robots.txt groups are matched with."""
    return user_agent.split("/", 1)[0].split(" ", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The robots.txt of one origin. `rule` says in words why it allows what it allows."""

    rule: str
    readable: bool = True  # False: nothing may be fetched now
    answered: bool = True  # False: the host gave no answer at all, or 5xx
    reached: bool = True  # False: no answer at all
    crawl_delay: float = 0.0  # seconds, at most 60
    sitemaps: tuple[str, ...] = ()
    _rules: Protego | None = None
    _token: str = ""

    def allows(self, url: str) -> bool:
        if self._rules is None:
            return self.readable
        return bool(self._rules.can_fetch(url, self._token))


def parse_robots(body: bytes, user_agent: str) -> Robots:
    """The rules of a robots.txt that was answered with 2xx."""
    token = product_token(user_agent)
    rules = Protego.parse(body[:_READ].decode("utf-8-sig", "replace"))
    return Robots(
        rule="robots.txt",
        crawl_delay=min(rules.crawl_delay(token) or 0.0, _LONGEST_DELAY),
        sitemaps=tuple(rules.sitemaps),
        _rules=rules,
        _token=token,
    )


def no_robots(reason: str) -> Robots:
    """RFC 9309, 2.3.1.2 and 2.3.1.3: 4xx, or redirects without end, mean that all is allowed."""
    return Robots(rule=f"no robots.txt ({reason}), so all is allowed: RFC 9309, 2.3.1.3")


def unread_robots(reason: str, *, answered: bool, reached: bool) -> Robots:
    """RFC 9309, 2.3.1.4: 5xx, or no answer, mean that nothing is allowed now."""
    rule = f"robots.txt could not be read ({reason}), so nothing is allowed now: RFC 9309, 2.3.1.4"
    return Robots(rule=rule, readable=False, answered=answered, reached=reached)


class RobotsBook:
    """Robots by origin. Of several threads that want the same one, one asks and the others wait for it."""

    def __init__(self) -> None:
        self._book: dict[str, Robots] = {}
        self._locks: dict[str, Lock] = {}

    def known(self, origin: str) -> Robots | None:
        return self._book.get(origin)

    def obtain(self, origin: str, ask: Callable[[], Robots]) -> Robots:
        robots = self._book.get(origin)
        if robots is not None:
            return robots
        with self.lock(origin):
            if origin not in self._book:
                self._book[origin] = ask()
            return self._book[origin]

    def lock(self, origin: str) -> Lock:
        """Held by whoever asks this origin for its robots.txt."""
        return self._locks.setdefault(origin, Lock())
