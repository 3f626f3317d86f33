"""What the names of values in a page's data say, whoever chose them: `bodyHtml`, `publish_date`, `newsTitle`."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"[A-ZА-ЯІЇЄҐ]+(?![a-zа-яіїєґ])|[A-ZА-ЯІЇЄҐ]?[a-zа-яіїєґ]+|\d+")
# by rank: `name` is told of persons and things too
_TITLES = ("title", "headline", "heading", "header", "caption", "subject", "zagolovok", "nazva", "name", "h1")
_BODIES = frozenset(
    "body text texts content contents html markup description article details detail story message value rendered "
    "blocks sections paragraphs tekst zmist descr prose rich markdown".split()
)
_PREVIEWS = frozenset(
    "short preview announce announcement anons teaser excerpt lead lede intro summary description brief".split()
)
_BESIDE = frozenset(
    "meta seo og twitter alt sub image img photo picture cover file video url link href slug path id count type kind "
    "class color size cookie button placeholder error label tag tags comment comments site footer copyright "
    "company".split()
)
_DATES = (
    "publish",
    "published",
    "publication",
    "public",
    "publicated",
    "pub",
    "date",
    "posted",
    "active",
    "created",
    "create",
    "issued",
    "when",
    "time",
    "timestamp",
)
_TIMES = frozenset(
    "time timestamp issued when date at on from day datetime created posted pub publish published publication".split()
)
_OTHER_DAYS = frozenset(
    "update updated modify modified edit edited change changed delete deleted expire expires until to end ended start "
    "started event birth launched unpublish unpublished".split()
)
_AUTHORS = frozenset("author authors byline signature writer".split())
# written as one: `fulltext`, `pubdate`, `newstitle`
_JOINED = re.compile(
    r"(full|main|detail|post|news|article|page|item|material|pub|publish|create|created)"
    r"(text|body|content|html|story|title|name|header|heading|date|time|at|on)"
)


@lru_cache(maxsize=8_192)
def _parts(name: str) -> tuple[str, ...]:
    parts = (part.lower() for part in _PART.findall(name))
    joined = ((part, _JOINED.fullmatch(part)) for part in parts)
    return tuple(word for part, both in joined for word in (both.groups() if both else (part,)))


def rank_of_title(name: str) -> int | None:
    """0 for the surest; None where it names no title. `newsTitle` is none the less sure than `name`."""
    parts = _parts(name)
    if not parts or _BESIDE & set(parts):
        return None
    ranks = [_TITLES.index(part) for part in parts if part in _TITLES]
    return 2 * min(ranks) + (len(parts) > 1) if ranks else None


def is_body(name: str) -> bool:
    parts = set(_parts(name))
    return bool(parts & _BODIES) and not parts & (_BESIDE | _TIMES)


def is_beside(name: str) -> bool:
    """It names what is no text of the article's: its image, its metas, its address."""
    return bool(_BESIDE & set(_parts(name)))


def is_other_day(name: str) -> bool:
    """When something was changed, or happens."""
    return bool((_OTHER_DAYS | _BESIDE) & set(_parts(name)))


def is_preview(name: str) -> bool:
    """A text that stands for a longer one."""
    return bool(_PREVIEWS & set(_parts(name)))


def rank_of_date(name: str) -> int | None:
    """0 for the surest day of publication; None for another day, or none."""
    parts = _parts(name)
    if not _TIMES & set(parts) or (_OTHER_DAYS | _BESIDE) & set(parts):
        return None
    ranks = [_DATES.index(part) for part in parts if part in _DATES]
    return min(ranks, default=None)


def signs(name: str) -> bool:
    return bool(_AUTHORS & set(_parts(name)))
