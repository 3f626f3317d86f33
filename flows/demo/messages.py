"""Requests and answers of the demo web."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flows.demo.parts import Part, join_gzip, join_raw

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a site sees it; names of headers are in lower case."""

    method: str
    target: str  # path and query
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def takes_gzip(self) -> bool:
        return "gzip" in self.headers.get("accept-encoding", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back.

    Bytes get a Content-Length unless `headers` has one. Chunks are sent as they come, without any framing of
    our own, and then the connection is closed; a source of chunks that raises ConnectionError resets it.
    """

    status: int
    headers: Headers = ()
    body: bytes | Iterable[bytes] = b""


def answer_parts(request: Request, parts: Sequence[Part], headers: Headers, status: int = 200) -> Answer:
    """A page, compressed where the visitor takes that."""
    headers = (*headers, ("Vary", "Accept-Encoding"))
    if request.takes_gzip:
        return Answer(status, (*headers, ("Content-Encoding", "gzip")), join_gzip(parts))
    return Answer(status, headers, join_raw(parts))


def typed(media_type: str) -> Headers:
    return (("Content-Type", media_type),)
