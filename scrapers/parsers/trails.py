"""The trail from the front page to the article, told by structure: «Головна » Новини » Назва новини»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line, matching_key
from scrapers.html import Page
from scrapers.parsers.crumbs import is_home
from scrapers.parsers.teasers import ancestors

_MOST, _LETTERS = 7, 500  # items and letters of a trail
_STEPS = 4  # boxes above the link to the front page
_SEPARATOR = re.compile(r"(?:^|\s)(?:[»→›>/]|::)(?=\s|$)")
_CUT, _LEAST = re.compile(r"[\s.…]+$"), 10


def find_trail(page: Page, title: str) -> list[str]:
    """Items from the front page down. A menu has a link to it too, but neither the title at its end nor separators,
    and is no ordered list.
    """
    for link in page.css("a[href]"):
        if not is_home(clean_line(link.text(deep=True))):
            continue
        for box, _ in zip(ancestors(link), range(_STEPS), strict=False):
            items = list(_items(box))
            if len(items) > _MOST or sum(map(len, items)) > _LETTERS or box.tag in ("body", "html"):
                break
            if (
                len(items) > 1
                and is_home(items[0])
                and (_ends(items[-1], title) or _parted(box) or box.tag == "ol")
            ):
                return items
    return []


def _items(box: LexborNode) -> Iterator[str]:
    """The box's texts in order, without what only parts them."""
    for piece in box.text(deep=True, separator="\n").split("\n"):
        for part in _SEPARATOR.split(clean_line(piece)):
            if (text := clean_line(part)) and re.search(r"\w", text):
                yield text


def _parted(box: LexborNode) -> bool:
    """Between its links stand separators, each alone in its text."""
    pieces = [clean_line(piece) for piece in box.text(deep=True, separator="\n").split("\n")]
    return any(piece and not _SEPARATOR.sub("", piece).strip() for piece in pieces)


def _ends(item: str, title: str) -> bool:
    """The title, whole or cut short."""
    said, whole = matching_key(_CUT.sub("", item)), matching_key(title)
    return said == whole or (len(said) >= _LEAST and whole.startswith(said))
