"""The head of an HTTP answer: its status and headers, as they came and by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Headers(Mapping[str, str]):
    """Values by name in any case; those of one name in one, with commas."""

    __slots__ = ("_values",)

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            self._values[key] = f"{self._values[key]}, {value}" if key in self._values else value

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Head(NamedTuple):
    status: int
    reason: str
    pairs: tuple[tuple[str, str], ...]  # as they came: order, case and repetitions
    headers: Headers
    length: int | None  # bytes of the body, if a length tells its end
    chunked: bool  # the last chunk tells its end

    @property
    def framed(self) -> bool:
        """Whether the end is told by a length or by chunks, not by the connection's end."""
        return self.chunked or self.length is not None


def read_head(lines: list[bytes]) -> Head | None:
    """From lines as they came; interim answers before it and trailers after it are left out. None: it has no end.

    Lines without a colon are dropped.
    """
    left = iter(lines)
    for first in left:
        pairs: list[tuple[str, str]] = []
        for line in left:
            if line in (b"\r\n", b"\n"):
                break
            name, colon, value = line.decode("latin-1").partition(":")
            if colon:
                pairs.append((name.strip(), value.strip()))
        else:
            return None
        status, reason = _status(first)
        if not 100 <= status < 200 or status == 101:  # 101 is no interim answer
            return _head(status, reason, tuple(pairs))
    return None


def _status(line: bytes) -> tuple[int, str]:
    """0 for what is none; libcurl lets no such answer pass."""
    _, status, reason = (*line.decode("latin-1").strip().split(None, 2), "", "", "")[:3]
    return int(status) if re.fullmatch("[0-9]{3}", status) else 0, reason


def _head(status: int, reason: str, pairs: tuple[tuple[str, str], ...]) -> Head:
    headers = Headers(pairs)
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    length = headers.get("content-length", "").partition(",")[0]
    if status in (204, 304):
        return Head(status, reason, pairs, headers, 0, chunked=False)
    told = not chunked and re.fullmatch("[0-9]{1,18}", length)
    return Head(status, reason, pairs, headers, int(length) if told else None, chunked)
