"""Which links of an unknown listing lead to articles: by the shape of their addresses, their words and dates beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.dates import find_dates
from scrapers.look import Look
from scrapers.urls import DOCUMENT, canonical, host_of

NEWS = re.compile(
    r"(?:news|novyn|novin|nowyn|новин|podi[jy]|publi[ck]a|press|article|statt|post|blog|item)", re.I
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|footer|breadcrumbs?|pagination|pager|paging|social|lang|topbar)(?:$|[\s_-])",
    re.I,
)
_CHROME_TAGS = frozenset({"nav", "footer"})
_LETTERS, _WORDS = 22, 3  # of a headline, at least
MOST_LINKS = 5_000  # of one page that are looked at
_LOOKED_AT = 500  # addresses whose surroundings are
_DEEPEST = 80  # boxes around a link
_FEWEST = 3  # headlines that make a group
_NEARBY = 4  # boxes around a link in which its date may stand
_NEARBY_LETTERS = 900
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp[34]|avi|ics|xml|rss|css|js)$", re.I)
_ODD_CLASS = re.compile(r"\d{2}|[A-Z]|__|^(?:wow|animated|active|first|last|odd|even|row|clearfix|col.*)$")


@dataclass(slots=True)
class _Link:
    """All links of a page to one address."""

    url: str
    nodes: list[LexborNode] = field(default_factory=list)
    title: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A group of links that look like articles. `pattern` fits path and query of their addresses."""

    pattern: str
    links: tuple[str, ...]
    titles: tuple[str, ...]
    dated: int  # how many of them have a date beside
    score: float
    broad: bool  # the pattern also fits pages of a menu, so items must be told by `item`
    item: str | None = None  # selector of one entry
    link: str | None = None  # selector of its link in it


def guess_articles(look: Look) -> Guess | None:
    """The best group of a page; None where no three links look like headlines of one kind.

    Where all stand in boxes with names of chrome, the names are not believed.
    """
    return _best(look, list(_links(look, _CHROME))) or _best(look, list(_links(look, None)))


def _best(look: Look, links: list[_Link]) -> Guess | None:
    groups: dict[str, list[_Link]] = {}
    for link in links:
        for pattern in shapes(link.url):
            groups.setdefault(pattern, []).append(link)
    guesses = [guess for pattern, group in groups.items() if (guess := _weighed(pattern, group))]
    best = max(guesses, key=lambda guess: (guess.score, -len(guess.pattern)), default=None)
    if best is None or not best.broad:
        return best
    found = [link for link in groups[best.pattern] if link.title]
    item = _item(look, found)
    return best if item is None else _with_item(best, *item)


def shapes(url: str) -> Iterator[str]:
    """Patterns that addresses of the same kind fit: as near as can be, then with any category between."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if value.isdigit() and re.fullmatch(r"(?:\w*id|news|n|item|article|post|p)", key, re.I):
            fixed = "".join(
                f"(?=.*{re.escape(k)}={re.escape(v)}(?:&|$))"
                for k, v in parse_qsl(parts.query)
                if not v.isdigit()
            )
            yield rf"^{re.escape(parts.path)}\?{fixed}(?:.*&)?{re.escape(key)}=\d+"
    if parts.query:
        return
    slash = "/?$" if parts.path.endswith("/") else "$"
    *above, last = parts.path.strip("/").split("/")
    if not last:
        return
    tail, folders = _tail(last) + slash, [_folder(name) for name in above]
    yield "^/" + "".join(f"{name}/" for name in folders) + tail
    if len(folders) > 1 and not re.search(r"\\d", "".join(folders)):
        yield f"^/{folders[0]}/" + "[^/?]+/" * (len(folders) - 1) + tail


def _folder(name: str) -> str:
    return r"\d+" if name.isdigit() else re.escape(name)


def _tail(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"(?:html?|php|aspx?)", ending):
        stem, end = name, ""
    else:
        end = rf"\.{ending}"
    if stem.isdigit():
        return rf"\d+{end}"
    if re.match(r"\d+[-_]\D", stem):
        return rf"\d+[-_][^/?]+{end}"
    if re.search(r"\D[-_]\d{2,}$", stem):
        return rf"[^/?]+[-_]\d+{end}"
    return rf"[^/?.]+{end}"


def headlines(look: Look) -> set[str]:
    """Addresses whose links, outside of menus and footers, have the words of a headline."""
    return {link.url for link in _links(look, _CHROME) if link.title}


def is_headline(text: str) -> bool:
    return len(text) >= _LETTERS and len(text.split()) >= _WORDS


def _links(look: Look, chrome: re.Pattern[str] | None) -> Iterator[_Link]:
    """Links to pages of the site itself, outside of menus and footers, each address once."""
    found: dict[str, _Link] = {}
    own = host_of(look.url).removeprefix("www.")
    for node in look.page.css("a[href]")[:MOST_LINKS]:
        url = canonical(node.attributes.get("href") or "", look.url)
        if url is None or host_of(url).removeprefix("www.") != own or url == canonical(look.url):
            continue
        path = urlsplit(url).path
        if DOCUMENT.search(path) or _NO_PAGE.search(path) or _in_chrome(node, chrome):
            continue
        link = found.setdefault(url, _Link(url))
        link.nodes.append(node)
        title = clean_line(node.text(deep=True))
        if is_headline(title) and len(title) > len(link.title):
            link.title = title
    seen: dict[int, bool | None] = {}
    for link in list(found.values())[:_LOOKED_AT]:
        link.dated = bool(link.title) and any(_has_date(node, seen) for node in link.nodes[:3])
        yield link


def _in_chrome(node: LexborNode, chrome: re.Pattern[str] | None) -> bool:
    box: LexborNode | None = node
    for _ in range(_DEEPEST):
        if box is None or box.tag in ("body", "html"):
            return False
        given = box.attributes
        if box.tag in _CHROME_TAGS:
            return True
        if chrome and chrome.search(f"{given.get('class') or ''} {given.get('id') or ''}"):
            return True
        box = box.parent
    return False


def _has_date(node: LexborNode, seen: dict[int, bool | None]) -> bool:
    """`seen` keeps what boxes said, which many links share."""
    box = node.parent
    for _ in range(_NEARBY):
        if box is None or box.tag in ("body", "html"):
            return False
        if box.mem_id not in seen:
            seen[box.mem_id] = _dated(box)
        if (said := seen[box.mem_id]) is not False:
            return bool(said)
        box = box.parent
    return False


def _dated(box: LexborNode) -> bool | None:
    """Whether a box tells a date; None for one so big that it is no entry's."""
    text = clean_line(box.text(deep=True, separator=" "))
    if len(text) > _NEARBY_LETTERS:
        return None
    return bool(find_dates(text)) or box.css_first("time") is not None


def _weighed(pattern: str, group: list[_Link]) -> Guess | None:
    told = [link for link in group if link.title]
    pure = len(told) / len(group)
    if len(told) < _FEWEST or pure < 0.5:
        return None
    dated = sum(link.dated for link in told)
    score = len(told) * pure * (1 + 2 * dated / len(told)) * (1.5 if NEWS.search(pattern) else 1)
    return Guess(
        pattern=pattern,
        links=tuple(link.url for link in told),
        titles=tuple(link.title for link in told),
        dated=dated,
        score=score,
        broad=is_broad(pattern),
    )


def is_broad(pattern: str) -> bool:
    """Whether pages of a menu fit it too."""
    return re.match(r"\^/(?:[a-z]{2}/)?\[\^/\?\.\]\+", pattern) is not None


def _with_item(guess: Guess, item: str, link: str) -> Guess:
    return Guess(
        pattern=guess.pattern,
        links=guess.links,
        titles=guess.titles,
        dated=guess.dated,
        score=guess.score,
        broad=guess.broad,
        item=item,
        link=link,
    )


def _item(look: Look, links: list[_Link]) -> tuple[str, str] | None:
    """A selector that finds one box for each headline and no others, and one for the link in it."""
    heads = [node for link in links for node in link.nodes if clean_line(node.text(deep=True)) == link.title]
    for level in range(6):
        boxes = {box.mem_id: box for node in heads if (box := _above(node, level)) is not None}
        if len(boxes) < len(links):
            return None  # so high that two share one
        for css in _names(boxes.values()):
            found = {box.mem_id for box in look.page.css(css)}
            if boxes.keys() <= found and len(found) <= len(boxes) + 1:
                return css, next(iter(_link_names(heads)), "a")
    return None


def _above(node: LexborNode, level: int) -> LexborNode | None:
    box: LexborNode | None = node
    for _ in range(level):
        box = box.parent if box is not None else None
    return box if box is not None and box.tag not in ("body", "html") else None


def _names(boxes: Iterable[LexborNode]) -> Iterator[str]:
    """Selectors by tag and one class that all boxes have."""
    shared: set[str] | None = None
    for box in boxes:
        classes = {
            f"{box.tag}.{name}" for name in (box.attributes.get("class") or "").split() if _plain(name)
        }
        shared = classes if shared is None else shared & classes
    yield from sorted(shared or (), key=lambda name: (-len(name), name))


def _plain(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][\w-]*", name)) and not _ODD_CLASS.search(name)


def _link_names(heads: list[LexborNode]) -> Iterator[str]:
    for tag in ("h1", "h2", "h3", "h4", "h5"):
        if all((_within(node, tag)) for node in heads):
            yield f"{tag} a"
    yield from _names(heads)


def _within(node: LexborNode, tag: str) -> bool:
    return any((box := _above(node, level)) is not None and box.tag == tag for level in (1, 2))
