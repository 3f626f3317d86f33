"""A <title> and the names of the site and its sections that stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection

from scrapers.clean import matching_key

SEPARATOR = re.compile(r"\s+[|•·—–»/\\:-]+\s+|\s*\|\s*|\s+::\s+")
# a <title> that is the same on every page: «Новини | …», «Млинівська рада», «Тернопіль.City»
SITE = re.compile(
    r"(?:новини|головна|офіційний|сайт|untitled|document|home)\b[^|]{0,60}"
    r"|[^|—–-]{0,50}\b(?:рада|громада|адміністрація|рда|ода|ова|сайт|портал|область|район|новини|city|news|info)\W*",
    re.I,
)


def tails_of(title: str) -> list[str]:
    """Parts of a <title> behind the first, but for the longest: names of the site and its sections."""
    parts = SEPARATOR.split(title)
    longest = max(parts, key=len)
    return [part for part in parts[1:] if part != longest]


def without_site(title: str, names: Collection[str] = ()) -> str:
    """«Назва новини | Громада» without the site; what looks like a title with a dash in it stays whole. `names` are
    matching keys of the site's own.
    """
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if matching_key(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |•·—–»/\\:-")
    if matching_key(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |•·—–»/\\:-")
    bar = re.split(r"\s*(?:\||•|::)\s*|\s+»\s+", title)
    if len(bar) > 1:
        own = [part for part in bar if not SITE.fullmatch(part)]
        if len(own) == 1:
            return own[0]
        return max(bar, key=len) if len(bar[0]) < 15 else bar[0]
    last = parts[-1]
    if len(last) < 40 and len(last) < 0.5 * len(title) and last[:1].isupper():
        return title[: title.rindex(last)].rstrip(" |•·—–»/\\:-")
    return title
