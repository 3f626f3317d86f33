"""WordPress's own list of posts: `/wp-json/wp/v2/posts?per_page=100&page=N`, the newest first."""

from __future__ import annotations

import json
from typing import Any

from scrapers.clean import clean_line
from scrapers.errors import LayoutChanged
from scrapers.html import parse
from scrapers.readers import Entry


def read_posts(body: bytes) -> tuple[Entry, ...]:
    """The posts of one page. What is no list of posts raises LayoutChanged: errors are objects with a `code`."""
    try:
        posts = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise LayoutChanged(f"expected a JSON list of posts, came no JSON: {error}") from error
    if not isinstance(posts, list):
        told = posts.get("code") if isinstance(posts, dict) else None
        raise LayoutChanged(
            f"expected a JSON list of posts, came {type(posts).__name__} {told or ''}".rstrip()
        )
    return tuple(_entry(post) for post in posts)


def _entry(post: Any) -> Entry:
    link = post.get("link") if isinstance(post, dict) else None
    if not isinstance(link, str) or not link:
        raise LayoutChanged(f"expected a post with a `link`, came {str(post)[:80]!r}")
    return Entry(url=link, title=_title(post.get("title")), published=_published(post))


def _title(title: Any) -> str | None:
    """`rendered` is HTML: «Рада &#8220;Мрія&#8221;»."""
    rendered = title.get("rendered") if isinstance(title, dict) else None
    if not isinstance(rendered, str):
        return None
    return clean_line(parse(rendered).text()) or None


def _published(post: dict[str, Any]) -> str | None:
    """`date_gmt` has no zone in it, `date` is the site's own time; a draft's is «0000-00-00T00:00:00»."""
    gmt, local = post.get("date_gmt"), post.get("date")
    if isinstance(gmt, str) and gmt[:1] in ("1", "2"):
        return f"{gmt.removesuffix('Z')}Z"
    return local if isinstance(local, str) and local else None
