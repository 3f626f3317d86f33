"""What an answer is: a page, the way to another address, or an error with its name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from scrapers.attempt import Reply
from scrapers.errors import BadRedirect, BadResponse, Blocked, FetchError, Gone
from scrapers.records import Capture

_PAGES = frozenset({200, 203, 204})
_VERDICTS: dict[int, type[FetchError]] = {
    **dict.fromkeys((401, 403, 429, 451), Blocked),
    **dict.fromkeys((404, 410), Gone),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page. `status` is 304 for one that has not changed, whose `body` is empty, or 2xx."""

    capture: Capture
    url: str  # the final one
    status: int
    headers: Mapping[str, str]  # case-insensitive
    body: bytes  # without its Content-Encoding


def verdict(status: int) -> type[FetchError] | None:
    """What a final status says: None for a page."""
    return None if status in _PAGES else _VERDICTS.get(status, BadResponse)


def location_of(reply: Reply) -> str:
    """Where a redirect leads. Raises BadResponse where it names no address, BadRedirect for one that is none."""
    location = reply.headers.get("Location")
    if location is None:
        raise BadResponse(
            f"{reply.exchange.url}: expected a Location, came {reply.exchange.status} without one"
        )
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # many servers send UTF-8
    try:
        return urljoin(reply.exchange.url, location.strip())
    except ValueError as error:
        raise BadRedirect(f"{reply.exchange.url}: expected an http(s) address, came {location!r}") from error


def page_of(reply: Reply, capture: Capture, conditions: Mapping[str, str]) -> Fetched:
    """Raises what `verdict` says, BadResponse for a body that is not as its headers say."""
    url, status = reply.exchange.url, reply.exchange.status
    if status not in _PAGES and not (status == 304 and conditions):
        unasked = ", though no condition was sent" if status == 304 else ""
        message = f"{url}: expected a page, came {status} {reply.exchange.reason}{unasked}"
        raise (verdict(status) or BadResponse)(message, capture=capture)
    if reply.fault is not None:
        raise BadResponse(f"{url}: expected a body as its headers say, came {reply.fault}", capture=capture)
    return Fetched(capture=capture, url=url, status=status, headers=reply.headers, body=reply.body)
