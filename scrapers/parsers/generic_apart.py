"""What the walk finds beside words: empty elements with a time for scripts, crumbs with a day, what is set apart."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.parsers.generic_page import BREAKING
from scrapers.urls import DOCUMENT

STAMPED = frozenset("time span relative-time time-ago".split())  # elements that a script fills
# of spans that are lines of their own
HOLDERS = frozenset("body div td section article center form p".split())
_TIMES = frozenset(
    ("datetime", "data-datetime", "data-ts", "data-timestamp", "data-time", "data-date", "data-unix")
)
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?|1\d{9}(?:\d{3})?")
_TIME_NAMES = re.compile(r"date|time|stamp|publish", re.I)
_CRUMBS = re.compile(r"crumb|kroshk", re.I)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d")
TITLES = "[a-z]?title|heading|headline|zag|zagolovok|zaholovok|nazva|subject"  # names of what holds a title
_TITLE_NAMES = re.compile(
    rf"(?<![a-z])(?:{TITLES}|(?:news|post|article|item|lbl)title|(?:news|article|post|item)-?header)(?![a-z])"
)
_DATE_NAMES = re.compile(r"(?<![a-z])[a-z]*date(?:-?time)?(?![a-z])")
_BUTTON = re.compile(r"(?:завантажити|скачати|скачать|download)(?:\s+файл)?", re.I)
_APART = re.compile(r"[^\W\d_]|(?:19|20)\d\d\s*$|\d\d:\d\d\s*$")  # behind a number: a word, a year, an hour
_HOUR = re.compile(r"\d\d:\d\d$")  # no number goes on behind it
# nor a word before a date
_DATED = re.compile(r"\d{1,2}(?:[.:/]\d\d|\s+[^\W\d_]{3})|(?:19|20)\d\d(?:-\d\d-|\s*$)")
_TEXT = 40  # letters before which a date may stand in the same line


def bare_time(given: dict[str, str | None]) -> str:
    """The time that a script will write in words: ISO or Unix, in seconds or milliseconds."""
    if _TIMES.isdisjoint(given):
        return ""
    told = (given[name] or "" for name in given if name in _TIMES)
    return next((said for said in told if _TIME.fullmatch(said.strip())), "").strip()


def own_time(given: dict[str, str | None]) -> str:
    """The moment that a component of the page's own is given: <news-article stamp="2024-09-16T08:41">."""
    return next(
        (said for name, said in given.items() if said and _TIME_NAMES.search(name) and _TIME.fullmatch(said)),
        "",
    )


def day_of_crumbs(node: LexborNode) -> str:
    """«Новини / 16.09.2024 / Назва»: a part that is a day and nothing else."""
    given = node.attributes
    if not _CRUMBS.search(f"{given.get('class')} {given.get('id')} {given.get('aria-label')}"):
        return ""
    parts = map(clean_line, node.text(deep=True, separator="\n").split("\n"))
    return next((part for part in parts if _DAY.fullmatch(part)), "")


def is_button_beside(link: LexborNode) -> bool:
    """«Завантажити» right behind the link that names the file."""
    before = link.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    if before is None or before.tag != "a" or not DOCUMENT.search(before.attributes.get("href") or ""):
        return False
    return _BUTTON.fullmatch(clean_line(link.text(deep=True))) is not None


def are_apart(before: str, text: str) -> bool:
    """Two inline elements that a browser shows side by side say two things."""
    if before[-1:].isdigit():
        return _APART.match(text) is not None or (text[0].isdigit() and _HOUR.search(before) is not None)
    return before[-1:].isalpha() and text[0].isdigit() and _DATED.match(text) is not None


@lru_cache(maxsize=1024)
def kind_of(names: str) -> str:
    """«title», «date» or nothing."""
    return "title" if _TITLE_NAMES.search(names) else "date" if _DATE_NAMES.search(names) else ""


def is_set_apart(node: LexborNode, dated: bool) -> bool:
    """A span named as a title, or a date, that a break follows, or one named as the other of the two; one of a date
    may have a long text behind it.
    """
    behind, pictured = node.next, False
    while behind is not None and (
        behind.tag == "img" or (behind.tag == "-text" and not (behind.text_content or "").strip())
    ):
        pictured = pictured or behind.tag == "img"
        behind = behind.next
    if behind is None:
        return False
    if behind.tag == "-text":
        text = (behind.text_content or "").strip()
        ends = len(text) > _TEXT or text[-1] in ".!?:…"
        return dated and (pictured or (ends and not text[0].islower() and text[0].isalnum()))
    if behind.tag == "a":
        return dated and DOCUMENT.search(behind.attributes.get("href") or "") is not None
    if behind.tag == "span":
        given = behind.attributes
        other = kind_of(f"{given.get('class') or ''} {given.get('id') or ''}".lower())
        return other == ("title" if dated else "date")
    return behind.tag == "br" or (behind.tag in BREAKING and not dated)
