"""Telegram's public preview, `t.me/s/<channel>`: which pages of it hold all posts.

The front page moves with every post. `?before=N` shows the posts with smaller numbers, twenty at most, so the
pages before=20, 40, 60 … have addresses that stay and, together, hold every number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.errors import LayoutChanged
from scrapers.html import parse
from scrapers.readers import Entry
from scrapers.registry import Section

POSTS_ON_A_PAGE = 20
_POST = re.compile(r"([A-Za-z]\w{3,31})/(\d{1,10})")  # channel and number, as in `data-post`


def newest_post(body: bytes, section: Section) -> int:
    """The highest number on the front page. A channel without a preview shows none: LayoutChanged."""
    page = parse(body.decode("utf-8", "replace"))
    posts = next((found for css in section.item if (found := page.css(css))), [])
    numbers = [post_of(node.attributes.get("data-post"))[1] for node in posts]
    if not numbers:
        raise LayoutChanged(f"{' nor '.join(map(repr, section.item))} matched 0 posts, expected some")
    return max(numbers)


def preview_pages(url: str, newest: int) -> Iterator[Entry]:
    """Addresses from the page of the newest post back to the first, each with the same posts for ever."""
    plain = url.partition("?")[0]
    top = (newest // POSTS_ON_A_PAGE + 1) * POSTS_ON_A_PAGE
    for before in range(top, 0, -POSTS_ON_A_PAGE):
        yield Entry(url=f"{plain}?before={before}")


def post_of(name: str | None) -> tuple[str, int]:
    """Channel and number of «citykharkivua/1234». Raises LayoutChanged."""
    match = _POST.fullmatch(name or "")
    if match is None:
        raise LayoutChanged(f"expected a post's name like «channel/1234», came {name!r}")
    return match[1], int(match[2])
