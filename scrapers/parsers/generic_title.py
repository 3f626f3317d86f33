"""The title of an unknown page: the heading that its metas and <title> confirm."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.parsers.generic_page import HEADINGS, Line, Page
from scrapers.parsers.generic_words import is_junk, is_stamp

_SEPARATOR = re.compile(r"\s+[|•·—–»/\\:-]+\s+|\s*\|\s*|\s+::\s+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_TITLE_NAMES = re.compile(
    r"(?<![a-z])(?:title|heading|headline|zagolovok|zaholovok|name|h1|contentheading)(?![a-z])"
)
# a <title> that names the site or the section, not the article
_VAGUE = re.compile(
    r"^$|^\W*(?:новини|головна|офіційний|untitled|document)|новини\W*$|^[^|—–-]{0,60}\b(?:рада|громада|сайт|портал)\W*$",
    re.I,
)
_SHARE = 0.75  # of a heading's words that must stand in the metas too


class Title(NamedTuple):
    text: str
    line: int  # where it stands in the page, or -1
    origin: str
    confidence: float


def read_title(page: Page, headline: str = "") -> Title:
    """`headline` is that of the page's JSON-LD. An empty text: the page has no title."""
    given = page.meta("og:title", "twitter:title", "title", "dc.title")
    site = matching_key(page.meta("og:site_name", "application-name"))
    words = set(matching_key(f"{given} {page.title} {headline}").split())
    sites = {matching_key(part) for part in _tails(page.title)} | {site}
    best = _confirmed(page, words, sites, matching_key(given))
    if best is not None:
        line = page.lines[best]
        text = _completed(line.text, given, page.title)
        return Title(text, best, f"walk:{line.box.tag}", 0.95 if line.box.tag == "h1" else 0.85)
    above = _above_date(page) if not given and not headline and _VAGUE.search(page.title) else None
    if above is not None:
        return Title(page.lines[above].text, above, "walk:above-date", 0.5)
    for text, origin, confidence in _from_head(page, given, headline, site):
        if text:
            return Title(text, _line_of(page, text), origin, confidence)
    for tag in ("h1", "h2", "h3"):
        for i, line in enumerate(page.lines):
            if line.box.tag == tag and not line.dense:
                return Title(line.text, i, f"walk:{tag}", 0.4)
    return Title("", -1, "walk:nothing", 0.0)


def _above_date(page: Page) -> int | None:
    """On pages without headings and with one <title> for all: the line that stands right above a date."""
    for i, (line, below) in enumerate(zip(page.lines, page.lines[1:], strict=False)):
        if 15 <= len(line.text) <= 250 and not line.dense and is_stamp(below.text) and not is_junk(line.text):
            return i
    return None


def _from_head(page: Page, given: str, headline: str, site: str) -> list[tuple[str, str, float]]:
    """A lone <h1> beats a <title> that only names the site."""
    parts = _SEPARATOR.split(page.title)
    own = without_site(page.title, site)
    lone = [line.text for line in page.lines if line.box.tag == "h1" and not line.dense]
    vague = len(parts) == 1 and (len(page.title.split()) < 5 or matching_key(page.title) == site)
    return [
        (without_site(given, site) if matching_key(given) != site else "", "meta:og:title", 0.8),
        (headline, "jsonld:headline", 0.8),
        (lone[0] if len(lone) == 1 and (vague or not own) else "", "walk:h1", 0.6),
        (own, "head:title", 0.6),
    ]


def _confirmed(page: Page, words: set[str], sites: set[str], given: str) -> int | None:
    """The heading most of whose words the head of the page says too; h1 before h2, more words before fewer.
    Without any, a line of text that does.
    """
    weights = [_weight(line) for line in page.lines]
    best = _best(page, weights, (words, sites, given))
    if best is None:
        plain = [
            0.3 if len(line.text) > 15 and line.box.tag != "li" and not line.dense else 0.0
            for line in page.lines[:150]
        ]
        best = _best(page, plain, (words, sites, given))
    return best


def _best(page: Page, weights: list[float], known: tuple[set[str], set[str], str]) -> int | None:
    words, sites, given = known
    wanted = set(given.split())
    best, best_rank = None, 0.0
    for i, (line, weight) in enumerate(zip(page.lines, weights, strict=False)):
        if not weight or len(line.text) > 500:
            continue
        key = matching_key(line.text)
        told = set(key.split())
        if not told or key in sites or len(told & words) < _SHARE * len(told):
            continue
        same = len(told & wanted) / len(told | wanted) if wanted else 0.5
        rank = weight * (len(told & words) ** 0.5) * (0.3 + same) * (0.3 if line.dense else 1.0)
        if rank > best_rank:
            best, best_rank = i, rank
    return best


def _weight(line: Line) -> float:
    if line.box.tag in HEADINGS:
        return {"h1": 1.5, "h2": 1.0, "h3": 0.9}.get(line.box.tag, 0.8)
    return 0.8 if line.box.names and _TITLE_NAMES.search(line.box.names) else 0.0


def _tails(title: str) -> list[str]:
    """What stands behind the first separator of a <title>, and before the last: names of the site and its parts."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return []
    longest = max(parts, key=len)
    return [part for part in parts if part != longest]


def without_site(title: str, site: str) -> str:
    """«Назва новини | Громада» without the site; what looks like a title with a dash in it stays whole."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site and matching_key(parts[-1]) == site:
        return title[: title.rindex(parts[-1])].rstrip(" |•·—–»/\\:-")
    if site and matching_key(parts[0]) == site:
        return title[len(parts[0]) :].lstrip(" |•·—–»/\\:-")
    bar = re.split(r"\s*(?:\||•|»|::)\s*", title)
    if len(bar) > 1:
        return max(bar, key=len) if len(bar[0]) < 15 else bar[0]
    last = parts[-1]
    if len(last) < 40 and len(last) < 0.5 * len(title) and last[:1].isupper():
        return title[: title.rindex(last)].rstrip(" |•·—–»/\\:-")
    return title


def _completed(text: str, *longer: str) -> str:
    """«Назва, що обірвал…» is completed from what begins with it."""
    if not _CUT.search(text):
        return text
    stem = matching_key(_CUT.sub("", text))
    for other in longer:
        whole = without_site(other, "")
        if not _CUT.search(whole) and matching_key(whole).startswith(stem):
            return whole
    return text


def _line_of(page: Page, title: str) -> int:
    """The line that is the title, or holds little else: «18/09/2024 Назва»."""
    key = matching_key(title)
    for i, line in enumerate(page.lines):
        if not line.dense and len(line.text) <= len(title) + 40 and key and key in matching_key(line.text):
            return i
    return -1
