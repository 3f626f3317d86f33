"""Index pages become links: pure functions, one module for each kind of index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of an index page, its address as written there."""

    url: str
    title: str | None = None
    published: str | None = None  # the day of publication in the index's own words, with its year
    changed: str | None = None  # the day on which its page was changed last, as a sitemap tells it
