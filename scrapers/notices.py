"""Notices in the place of a page: challenges, refusals, maintenance, suspended accounts. `notices.toml` lists them.

A page that may hold an article is none: one with more than a few links, with a text, or with a day of publication.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from scrapers.charset import decode
from scrapers.clean import clean_line
from scrapers.errors import Blocked, FetchError, Unreachable
from scrapers.records import Capture

_MOST_LINKS = 12
_MOST_BYTES = 96_000
_MOST_TEXT, _MOST_PLAIN = 1_500, 700  # letters that show
_FEW_LINES = 8
_LONGEST = 400  # letters of a line that is looked at
_HEADLINES = "title, h1, h2, h3"
_UNSEEN = ["script", "style", "noscript", "template", "title", "svg"]
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_ARTICLE = (b"article:published_time", b"datePublished", b"NewsArticle", b"<time", b'content="article"')
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|\b\d{1,2}\s+(?:січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп"
    r"|груд|янв|фев|март|апр|мая|июн|июл|авг|сент|окт|нояб|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)
_PARTS = re.compile(r"\s+[|–—·:-]\s+|\s*\|\s*|(?<=[.!?…])\s+")
_ENDS = " .!…:?"
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
# answers that may hold a notice: a page, a refusal, or 503; other statuses say themselves what they are
_PAGES = frozenset({200, 202, 203})
_REFUSALS = frozenset({401, 403, 405, 406, 451, 503})

Meaning = Literal["blocked", "down"]
_ERRORS: dict[Meaning, type[FetchError]] = {"blocked": Blocked, "down": Unreachable}


class Notice(NamedTuple):
    what: str  # «a challenge page of Cloudflare»
    means: Meaning
    says: str  # its title or headline; may be empty


class _Kind(NamedTuple):
    what: str
    means: Meaning
    headers: dict[str, re.Pattern[str]]
    marks: tuple[str, ...]
    says: re.Pattern[str] | None
    needs_both: bool
    empty: bool
    plain: bool


class _Shown(NamedTuple):
    """A short page as its reader sees it."""

    text: str  # what came, decoded
    words: str  # what shows
    lines: tuple[str, ...]  # headlines and the first line
    others: tuple[str, ...]  # a few lines more


def may_be_notice(status: int) -> bool:
    return status in _PAGES or status in _REFUSALS


def notice_error(
    url: str, status: int, headers: Mapping[str, str], body: bytes, capture: Capture
) -> FetchError | None:
    """Blocked or Unreachable where an answer is a notice; None for a page, or where the status tells all."""
    if not may_be_notice(status):
        return None
    found = notice_of(headers, body)
    if found is None or (status in _REFUSALS and found.means != "blocked"):
        return None
    said = f": «{found.says}»" if found.says else ""
    message = f"{url}: expected a page, came {found.what} with status {status}{said}"
    return _ERRORS[found.means](message, capture=capture)


def notice_of(headers: Mapping[str, str], body: bytes) -> Notice | None:
    """What stands in the place of a page; `body` is decompressed. Next to nothing is done for a page with links."""
    if not _headers().keys().isdisjoint(headers) and (told := _told_by(headers)):
        return told
    if len(body) > _MOST_BYTES or _is_linked(body) or not _HTML.search(body, 0, 2_000):
        return None
    if any(sign in body for sign in _ARTICLE):
        return None
    text, _ = decode(body, headers.get("Content-Type"))
    shown = _shown(text)
    if len(shown.words) > _MOST_TEXT:
        return None
    kind = next((kind for kind in _kinds() if _fits(kind, shown)), None)
    return None if kind is None else Notice(kind.what, kind.means, shown.lines[0][:80] if shown.lines else "")


def _told_by(headers: Mapping[str, str]) -> Notice | None:
    for name, said in _headers().items():
        for pattern, kind in said:
            if name in headers and pattern.search(headers[name]):
                return Notice(kind.what, kind.means, "")
    return None


def _is_linked(body: bytes) -> bool:
    """Whether it has more links than a notice; on nearly all pages the menu has them already."""
    at = -1
    for _ in range(_MOST_LINKS + 1):
        at = body.find(b"</a>", at + 1)
        if at < 0:
            return len(re.findall(rb"</a\s*>", body, re.I)) > _MOST_LINKS
    return True


def _shown(text: str) -> _Shown:
    page = LexborHTMLParser(text)
    heads = [clean_line(node.text(deep=True, separator=" ")) for node in page.css(_HEADLINES)]
    page.strip_tags(_UNSEEN)
    body = page.body
    lines = [clean_line(line) for line in body.text(separator="\n").split("\n")] if body is not None else []
    shown = [line for line in lines if line]
    first = [line for line in (*heads, *shown[:1], " ".join(shown[:2])) if 0 < len(line) < _LONGEST]
    return _Shown(text, " ".join(shown), tuple(dict.fromkeys(first)), tuple(shown[1:_FEW_LINES]))


def _fits(kind: _Kind, shown: _Shown) -> bool:
    if kind.empty and shown.words:
        return False
    if kind.plain and (len(shown.words) > _MOST_PLAIN or _DATE.search(shown.words)):
        return False
    marked = any(mark in shown.text and mark not in shown.words for mark in kind.marks)
    if marked != kind.needs_both:
        return marked
    says, lines = kind.says, shown.lines if kind.plain else shown.lines + shown.others
    return says is not None and any(says.fullmatch(part) for line in lines for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """A line and what it is made of: «Технічні роботи | Драбівська громада»."""
    said = line.translate(_APOSTROPHES)
    for part in (said, *_PARTS.split(said)):
        if part := part.strip(_ENDS):
            yield part


@cache
def _kinds() -> tuple[_Kind, ...]:
    told = tomllib.loads((Path(__file__).parent / "notices.toml").read_text(encoding="utf-8"))
    return tuple(_kind(each) for each in told["notice"])


def _kind(told: dict[str, Any]) -> _Kind:
    says = told.get("says", [])
    return _Kind(
        what=told["what"],
        means=told["means"],
        headers={name: re.compile(pattern, re.I) for name, pattern in told.get("headers", {}).items()},
        marks=tuple(told.get("marks", [])),
        says=re.compile("|".join(f"(?:{pattern})" for pattern in says), re.I) if says else None,
        needs_both=told.get("needs_both", False),
        empty=told.get("empty", False),
        plain=told.get("plain", False),
    )


@cache
def _headers() -> dict[str, list[tuple[re.Pattern[str], _Kind]]]:
    """Headers that tell all, by name in lower case."""
    found: dict[str, list[tuple[re.Pattern[str], _Kind]]] = {}
    for kind in _kinds():
        for name, pattern in kind.headers.items():
            found.setdefault(name, []).append((pattern, kind))
    return found
