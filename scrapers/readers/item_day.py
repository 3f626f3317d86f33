"""The day that a listing tells beside a link, for pages that tell none themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.dates import find_dates

_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"\s*[–—-]\s*\d{1,2}\.\d")
_NEARBY, _LONGEST = 4, 900  # boxes around a link in which its day may stand, and letters of one


def with_year(words: str) -> str | None:
    """«Сьогодні» and «21 листопада» mean another day when the listing is read again: they are not carried on."""
    return words if _YEAR.search(words) else None


def day_of(box: LexborNode) -> str | None:
    """The words of the only day that a box tells."""
    text = clean_line(box.text(deep=True, separator=" "))
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    spots = find_dates(text)
    days = {spot.moment.at.date() for spot in spots}
    spans = any(
        _SPAN.match(text, spot.end) for spot in spots
    )  # «3.09.2024 – 5.09.2024» is when something happens
    return spots[0].moment.raw if len(days) == 1 and not spans else None


def day_beside(link: LexborNode, is_another: Callable[[str], bool]) -> str | None:
    """The only day of the smallest box around a link that tells one, within boxes without the link of another item."""
    box = link.parent
    for _ in range(_NEARBY):
        if box is None or box.tag in ("body", "html"):
            return None
        if any(is_another(node.attributes.get("href") or "") for node in box.css("a[href]")):
            return None
        if (day := day_of(box)) is not None:
            return day
        box = box.parent
    return None
