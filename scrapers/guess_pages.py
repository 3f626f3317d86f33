"""How an unknown listing counts its pages: by the numbers in its links and what their addresses say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapers.clean import clean_line
from scrapers.guess_links import MOST_LINKS
from scrapers.look import Look
from scrapers.urls import canonical, host_of

_NAMES = re.compile(
    r"(?:page|pagenum|pages|paged|p|pg|start|limitstart|offset|from|skip|pagen_\d+|storinka|stor|st|str|pn|\w*page\w*)",
    re.I,
)
_BOX = re.compile(r"pag(?:e|in|er|es)|(?:^|[\s_-])nav(?:$|[\s_-])|storink", re.I)
_NEXT = re.compile(
    r"^(?:»|›|>|>>|→|наступна(?: сторінка)?|далі|вперед|next(?: page)?|[›»]\s*наступна.*"
    # blogs go back in time, and on a first page nothing goes forward
    r"|[«‹←]?\s*(?:старіші|старі|раніші|давніші|попередні|older|previous)\b.*)\s*[»›→]?$",
    re.I,
)
_WORD = re.compile(r"\W*(?:сторінк[аи]|стор\.|pages?)\s*:?\s*[\[(]?\d", re.I)
_LABEL = re.compile(r"(?:сторінка|стор\.?|page)?\s*[\[(]?\s*(\d{1,5})\s*[\])]?", re.I)
_IN_PATH = re.compile(r"(?<![\w])(\d{1,5})(?=/?$|\.html?$)|(?:page|stor(?:inka)?|p)[-_/]?(\d{1,5})", re.I)
_DATED = re.compile(r"/(?:19|20)\d\d/\d{1,2}(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Keys of a section, as in its file. `last` is the highest number of a page that links name."""

    page_param: str | None = None
    page_path: str | None = None
    first_page: int = 1
    page_step: int = 1
    last: int | None = None

    @property
    def keys(self) -> dict[str, str | int]:
        """Those that are not as they would be without being written."""
        told: dict[str, str | int] = {}
        if self.page_param is not None:
            told["page_param"] = self.page_param
        if self.page_path is not None:
            told["page_path"] = self.page_path
        if self.first_page != 1:
            told["first_page"] = self.first_page
        if self.page_step != 1:
            told["page_step"] = self.page_step
        return told


@dataclass(frozen=True, slots=True)
class _Seen:
    kind: str  # page_param or page_path
    name: str
    label: int | None  # what the link says; None for «Наступна»
    value: int  # what its address says
    boxed: bool  # stands in a box that is named after pages
    url: str
    other: str = ""  # the path that is counted with a parameter, where it is not the page's own


def guess_pages(look: Look) -> Paging | None:
    """None where no link counts pages in a way that can be understood."""
    found = _ways(look, others=False)
    return max(found, key=lambda way: way[0])[1] if found else None


def page_named_in(url: str) -> int | None:
    """The number in an address under a name that pages usually have, from the second page on."""
    told = parse_qsl(urlsplit(url).query)
    values = [
        int(value) for name, value in told if _NAMES.fullmatch(name) and re.fullmatch(r"\d{1,6}", value)
    ]
    return next((value for value in values if value > 1), None)


def first_address(url: str) -> str:
    """The address without the number of a page, where it names one. «?page=1» is the second of some systems."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    named = any(_NAMES.fullmatch(name) and value in ("0", "1") for name, value in pairs)
    if page_named_in(url) is None and not named:
        return url
    kept = [pair for pair in pairs if not _NAMES.fullmatch(pair[0])]
    return parts._replace(query=urlencode(kept)).geturl()


def guess_boxed_pages(look: Look) -> Paging | None:
    """The same where a box named after pages, or the usual name of a parameter, says so: days of a calendar do not."""
    found = [
        way
        for way in _ways(look, others=False)
        if way[2].boxed
        or _NAMES.fullmatch(way[1].page_param or "")
        or "page" in (way[1].page_path or "").lower().replace("{page}", "")
    ]
    return max(found, key=lambda way: way[0])[1] if found else None


def guess_pages_of_others(look: Look) -> tuple[str, Paging] | None:
    """A link to a page of a list under another path, and how that list counts by a parameter with a name of pages'.

    Days of a calendar look the same, so at least three numbers, or a box named after pages, must say so.
    """
    found = [
        way
        for way in _ways(look, others=True)
        if _NAMES.fullmatch(way[1].page_param or "") and (way[0] > 2 or way[2].boxed)
    ]
    best = max(found, key=lambda way: way[0], default=None)
    return (best[2].url, best[1]) if best else None


def _ways(look: Look, *, others: bool) -> list[tuple[int, Paging, _Seen]]:
    """How many links count in one way, which, and one of the links."""
    ways: dict[tuple[str, str, str], list[_Seen]] = {}
    for seen in _numbers(look):
        if bool(seen.other) == others:
            ways.setdefault((seen.kind, seen.name, seen.other), []).append(seen)
    here = urlsplit(look.url).path
    return [
        (len(seen), paging, seen[0])
        for (kind, name, _), seen in ways.items()
        if (paging := _line(kind, name, seen, here)) is not None
    ]


def _line(kind: str, name: str, seen: list[_Seen], here: str) -> Paging | None:
    """First and step of value = first + step · (label − 1), which all labels must agree with."""
    every = sorted({(each.label, each.value) for each in seen if each.label is not None})
    told = [(label, value) for label, value in every if label != 1]
    named = (
        bool(_NAMES.fullmatch(name)) if kind == "page_param" else "page" in name.lower().replace("{page}", "")
    )
    begins = kind == "page_path" and any(here == name.replace("{page}", first) for first in "01")
    counted = len(every) > 2 or [label for label, _ in every] == [1, 2]
    sure = named or begins or counted or any(each.boxed for each in seen)
    if not sure or all(each.label == 1 for each in seen):
        return None
    if len(told) >= 2:
        (label, value), (high, highest) = told[0], told[-1]
        step, rest = divmod(highest - value, high - label) if high > label else (0, 1)
        first = value - step * (label - 1)
        if rest or step < 1 or first < 0 or any(first + step * (n - 1) != v for n, v in told):
            return None
    else:
        value = told[0][1] if told else min(each.value for each in seen)
        label = told[0][0] if told else 2
        if label != 2:
            return None
        first, step = {1: (0, 1), 2: (1, 1)}.get(value, (0, value))
    last = max(each.value for each in seen)
    if step > 1_000 or value < 1:
        return None
    return Paging(
        page_param=name if kind == "page_param" else None,
        page_path=name if kind == "page_path" else None,
        first_page=first,
        page_step=step,
        last=last,
    )


def _numbers(look: Look) -> Iterator[_Seen]:
    here = urlsplit(canonical(look.url) or look.url)
    for node in look.page.css("a[href]")[:MOST_LINKS]:
        text = clean_line(node.text(deep=True)) or clean_line(
            node.attributes.get("title") or node.attributes.get("aria-label") or ""
        )
        number = _LABEL.fullmatch(text)
        label = int(number[1]) if number else None
        following = label is None and (_NEXT.match(text) or "next" in (node.attributes.get("rel") or ""))
        if label == 0 or (label is None and not following):
            continue
        url = canonical(node.attributes.get("href") or "", look.url)
        if url is None or host_of(url) != here.netloc:
            continue
        parts, boxed = urlsplit(url), _boxed(node)
        own = parts.path.rstrip("/") == here.path.rstrip("/")
        if own or parts.query:
            before = dict(parse_qsl(here.query)) if own else {}
            for key, value in parse_qsl(parts.query):
                if value.isdigit() and before.get(key) != value and len(value) <= 6:
                    other = "" if own else parts.path
                    yield _Seen("page_param", key, label, int(value), boxed, url, other)
        elif not _DATED.search(parts.path) and (match := _last_number(parts.path)):
            start, end = match
            template = f"{parts.path[:start]}{{page}}{parts.path[end:]}"
            if parts.path.startswith(here.path.rstrip("/").rsplit("/", 1)[0]):
                yield _Seen("page_path", template, label, int(parts.path[start:end]), boxed, url)


def _last_number(path: str) -> tuple[int, int] | None:
    spans = [match.span(1) if match[1] else match.span(2) for match in _IN_PATH.finditer(path)]
    return spans[-1] if spans else None


def _boxed(node: object) -> bool:
    """It stands in a box that is named after pages, or behind the word «Сторінки:»."""
    box = getattr(node, "parent", None)
    if box is not None and _WORD.match(box.text(deep=True)):
        return True
    for _ in range(4):
        if box is None:
            return False
        given = box.attributes
        if _BOX.search(f"{given.get('class') or ''} {given.get('id') or ''}"):
            return True
        box = box.parent
    return False
