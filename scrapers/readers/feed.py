"""RSS and Atom, by feedparser."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from scrapers.clean import clean_line
from scrapers.errors import LayoutChanged
from scrapers.readers import Entry


def read_feed(body: bytes) -> tuple[Entry, ...]:
    """The entries in the feed's order. A feed without entries is legal; no feed raises LayoutChanged."""
    try:
        parsed = _parse(body)
    except (ValueError, OverflowError) as error:  # its own, on references like &#xD800;
        raise LayoutChanged(f"expected RSS or Atom, came what cannot be read: {error}") from error
    if not parsed.get("version"):
        raise LayoutChanged(
            f"expected RSS or Atom, came neither ({parsed.get('bozo_exception', 'no reason given')})"
        )
    return tuple(
        Entry(
            url=entry.link,
            title=clean_line(entry.get("title", "")) or None,
            published=entry.get("published"),
        )
        for entry in parsed.entries
        if entry.get("link")
    )


def generator_of(body: bytes) -> str:
    """What a feed says of the program that made it: «https://wordpress.org/?v=6.5»; empty where it says nothing."""
    try:
        parsed = _parse(body)
    except (ValueError, OverflowError):
        return ""
    feed = parsed.get("feed", {})
    return clean_line(str(feed.get("generator") or feed.get("generator_detail", {}).get("name") or ""))


def _parse(body: bytes) -> Any:
    import feedparser  # here because it takes a tenth of a command's start, and few sources have a feed

    # a stream: bytes would be tried as the name of a local file first
    return feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
