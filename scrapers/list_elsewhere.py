"""Where the list is that a page shows the newest of: a front page, say, whose numbers lead to `/news?page=2`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapers.clean import clean_line
from scrapers.guess_links import MOST_LINKS
from scrapers.guess_pages import Paging, guess_pages, guess_pages_of_others
from scrapers.look import Look
from scrapers.urls import canonical, host_of, path_of

_FRONT = re.compile(r"/?(?:(?:uk|ua|uk-ua|ukr|ru|en)/?|(?:index|home|main|default)\.\w{2,5})?", re.I)
_SEGMENT = re.compile(r"(?:/(?:page|pages|p|stor|storinka))?/\{page\}/?$", re.I)
ALL_NEWS = (  # what a link to the list says, the surest first
    re.compile(
        r"^(?:вс[іи]|усі|архів|стрічка|більше|інші|останні|(?:переглянути|читати|до) (?:вс|ус)\w+)\s+новини?.*$",
        re.I,
    ),
    re.compile(r"^новини$", re.I),
)


def list_elsewhere(look: Look) -> str | None:
    """The address of the list, None where the page is the list itself or leads to none.

    Numbers of pages tell it; on a front page without any, «Усі новини» does.
    """
    own = guess_pages(look)
    there = _of_path(own) if own is not None else _of_others(look) or _of_words(look)
    there = there and canonical(there, look.url)
    return None if there is None or _same(there, look.url) else there


def _of_path(own: Paging) -> str | None:
    """What stands before `/page/{page}/`."""
    if own.page_path is None or not (part := _SEGMENT.search(own.page_path)):
        return None
    return own.page_path[: part.start()] + ("/" if own.page_path.endswith("/") else "") or "/"


def _of_others(look: Look) -> str | None:
    """The address that its numbers add a parameter to."""
    found = guess_pages_of_others(look)
    if found is None:
        return None
    url, paging = found
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != paging.page_param]
    return parts._replace(query=urlencode(query)).geturl()


def _of_words(look: Look) -> str | None:
    """What a front page without any numbers calls all news."""
    if not _FRONT.fullmatch(path_of(look.url)):
        return None
    said: dict[int, str] = {}
    for node in look.page.css("a[href]")[:MOST_LINKS]:
        words = clean_line(node.text(deep=True))
        url = canonical(node.attributes.get("href") or "", look.url)
        rank = next((rank for rank, pattern in enumerate(ALL_NEWS) if pattern.match(words)), None)
        if rank is not None and url is not None and host_of(url) == host_of(look.url):
            said.setdefault(rank, url)
    return min(said.items(), default=(0, None))[1]


def _same(one: str, other: str) -> bool:
    return path_of(one).rstrip("/") == path_of(other).rstrip("/")
