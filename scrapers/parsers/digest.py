"""A digest: one page, many items. The weekly one of the Association of Ukrainian Cities is what it was written for.

A digest is a title, a period, and sections in capitals, each with items: a title, some text, and a closing
«[Більше на сайті АМУ](#)». Lines are read as Markdown has them, since stored digests are so written; HTML is turned
into such lines first. What a variant leaves out (sections, closings, addresses, the period) is None, not an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapers.clean import clean_line
from scrapers.dates import read_date
from scrapers.errors import DateUnreadable, NotAnArticle
from scrapers.parsers.digest_lines import (
    LINK,
    TITLE,
    is_capitals,
    is_marked,
    is_text,
    is_title,
    lines_of_html,
    plain,
    split_closing,
)

MOST_LINES = 5000  # the seed has 60
HEAD = 12  # lines within which the period stands

# what stands under the last item and is none
_FOOT = re.compile(
    r"відписатися|підписатися|підпишіться|ви отримали цей|слідкуйте за|©|всі права"
    r"|контакти\b|тел(?:ефон)?[.:\s]|e-?mail",
    re.I,
)
_YEAR_WORD = re.compile(r"\s*(?:року|р\.)\s*$")
_DASH = r"\s*(?:[-–—]|по|до)\s*"
_DAY, _YEAR = r"(?P<{0}d>\d{{1,2}})", r"(?P<{0}y>(?:19|20)\d\d)"
_NAME = r"(?P<{0}m>[^\W\d_]{{3,}})"
_RANGES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # «08.02.2025 – 14.02.2025», «08.02 – 14.02.2025», «08-14.02.2025»
        rf"\b{_DAY.format('a')}(?:\.(?P<am>\d{{1,2}}))?(?:\.{_YEAR.format('a')})?{_DASH}"
        rf"{_DAY.format('b')}\.(?P<bm>\d{{1,2}})\.{_YEAR.format('b')}",
        # «8 – 14 лютого 2025 року», «28 лютого – 6 березня 2025», «28 грудня 2024 – 3 січня 2025 року»
        rf"\b{_DAY.format('a')}(?:\s+{_NAME.format('a')}(?:\s+{_YEAR.format('a')}(?:\s*(?:року|р\.))?)?)?{_DASH}"
        rf"{_DAY.format('b')}\s+{_NAME.format('b')}\s+{_YEAR.format('b')}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    position: int  # from 1, over all sections: 0 is the digest itself
    section: str | None
    title: str
    text: str  # paragraphs as lines; may be empty
    link: str | None  # absolute where a base was given; None for «#»
    closed: bool  # the item ended with a closing line or link; without one its end was judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    title: str | None
    period_start: date | None
    period_end: date | None  # the last day, included
    period_raw: str | None
    items: tuple[DigestItem, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.section for item in self.items if item.section))


@dataclass(slots=True)
class _Open:
    """An item that is being read."""

    title: str
    link: str | None
    lines: list[str] = field(default_factory=list)


def read_digest_html(html: str, base: str | None = None, drop: Sequence[str] = ()) -> Digest:
    """The same for a container's HTML; `drop` are selectors of what is no part of it. Raises as `read_digest`,
    and LayoutChanged for a container of too many tags.
    """
    return read_digest(lines_of_html(html, drop), base)


def read_digest(lines: Iterable[str], base: str | None = None) -> Digest:
    """Items of a digest in their order; `base` is the page's address, for relative links.

    Raises NotAnArticle where there is no item, or more lines than a digest has.
    """
    kept = [line for line in map(clean_line, lines) if plain(line)]
    if len(kept) > MOST_LINES:
        raise NotAnArticle(f"expected a digest of at most {MOST_LINES} lines, came {len(kept)}")
    head, period = _read_head(kept)
    items = _Items(base)
    body = kept[head:]
    for number, line in enumerate(body):
        items.add(line, body[number + 1 : number + 3])
    items.end()
    if not items.done:
        raise NotAnArticle("expected the items of a digest, none was found")
    start, end, raw = period or (None, None, None)
    return Digest(
        title=clean_line(" ".join(map(plain, kept[: head - 1]))) or None if period else None,
        period_start=start,
        period_end=end,
        period_raw=raw,
        items=tuple(items.done),
    )


def _read_head(lines: list[str]) -> tuple[int, tuple[date, date, str] | None]:
    """How many lines the head has, and the period. Without a period the head is the lines before the first section."""
    for number, line in enumerate(lines[:HEAD]):
        if not LINK.search(line) and (period := head_period(line)):
            return number + 1, period
    return 0, None


def head_period(line: str) -> tuple[date, date, str] | None:
    """The period of a line that names it; none for a sentence that tells of some days, as items do."""
    words = plain(line)
    period = read_period(words) if len(words) < TITLE else None
    rest = _YEAR_WORD.sub("", words.replace(period[2], "")) if period else ""
    return None if is_text(rest.rstrip(" :–—-,")) else period


def read_period(text: str) -> tuple[date, date, str] | None:
    """First and last day of «8 – 14 лютого 2025 року», and its words; None without a year or with an impossible day."""
    for form in _RANGES:
        if match := form.search(plain(text)):
            parts = match.groupdict()
            month, year = parts["am"] or parts["bm"], parts["ay"] or parts["by"]
            try:
                start = _day(parts["ad"], month, year)
                end = _day(parts["bd"], parts["bm"], parts["by"])
                if start > end and parts["am"] and not parts["ay"]:  # «28 грудня – 3 січня 2025 року»
                    start = _day(parts["ad"], month, str(int(year) - 1))
            except DateUnreadable:
                continue
            if start <= end:
                return start, end, match[0]
    return None


def _day(day: str, month: str, year: str) -> date:
    joint = "." if month.isdigit() else " "
    return read_date(joint.join((day, month, year))).at.date()


class _Items:
    """Lines go in one by one, items come out."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.done: list[DigestItem] = []
        self.section: str | None = None
        self.open: _Open | None = None

    def add(self, line: str, after: Sequence[str]) -> None:
        text, link, closes = split_closing(line)
        if plain(text):
            self._take(text, after)
        if closes:
            self.end(link, closed=True)

    def _take(self, line: str, after: Sequence[str]) -> None:
        item = self.open
        if (item is None or item.lines) and self._is_section(line, after):
            self.end()
            self.section = plain(line)
        elif item is None:
            self.open = _Open(plain(line), _first_link(line))
        elif item.lines and is_title(line) and after and is_text(after[0]):
            self.end()
            self.open = _Open(plain(line), _first_link(line))
        else:
            item.lines.append(plain(line))

    def _is_section(self, line: str, after: Sequence[str]) -> bool:
        """Capitals, and after it a title: a title in capitals has its text or its closing after it.
        Or a heading with a marked title after it.
        """
        if not after or split_closing(after[0])[2]:
            return False
        if is_marked(line) and is_marked(after[0]):
            return True
        if not is_capitals(line):
            return False
        # «Долучайтесь!» may be a title too, if a text follows it
        titled = (
            len(after) > 1 and len(after[0]) < TITLE and not split_closing(after[1])[2] and is_text(after[1])
        )
        return not is_text(after[0]) or titled

    def end(self, link: str | None = None, *, closed: bool = False) -> None:
        item, self.open = self.open, None
        if item is None:
            return
        if not closed:
            foot = (number for number, line in enumerate(item.lines) if _FOOT.match(line))
            del item.lines[next(foot, len(item.lines)) :]
            # a title without a text, or with a foot's words, is what stands under the last item
            if not item.lines or not is_text(item.lines[0]) or _FOOT.match(item.title):
                return
        self.done.append(
            DigestItem(
                position=len(self.done) + 1,
                section=self.section,
                title=item.title,
                text="\n".join(item.lines),
                link=_absolute(link, self.base) or _absolute(item.link, self.base),
                closed=closed,
            )
        )


def _first_link(line: str) -> str | None:
    match = LINK.search(line)
    return match[2] if match else None


def _absolute(link: str | None, base: str | None) -> str | None:
    """None for what leads nowhere: «#», «javascript:», an address of a mailbox."""
    if not link or link.startswith("#"):
        return None
    try:
        address = urljoin(base, link) if base else link
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https", "") and (parts.netloc or parts.path) else None
