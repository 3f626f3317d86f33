"""Where words stand in an archived page, so that a person can go and look."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from scrapers.archive import Archive
from scrapers.charset import decode
from scrapers.stored import stored_page

_MOST = 5  # places; what stands everywhere leads nowhere
_AROUND = 40  # characters shown on both sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of the decoded page, from 0; `end` is behind the last one."""

    start: int
    end: int
    around: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_text(archive: Archive, file: str, offset: int) -> str:
    """The page that the capture at this place stands for, as text. Raises BadResponse."""
    body, content_type = stored_page(archive, file, offset)
    return decode(body, content_type)[0]


def find_words(text: str, words: str) -> list[Span]:
    """The first places where these words stand letter for letter."""
    found: list[Span] = []
    start = text.find(words)
    while start >= 0 and len(found) < _MOST:
        end = start + len(words)
        around = " ".join(text[max(start - _AROUND, 0) : end + _AROUND].split())
        found.append(Span(start=start, end=end, around=around))
        start = text.find(words, end)
    return found
