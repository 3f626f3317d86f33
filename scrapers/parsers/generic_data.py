"""What a page says as data: JSON-LD, and the state of pages whose text lives only in a script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from scrapers.clean import clean_line, clean_lines, matching_key
from scrapers.parsers.generic_flight import flight_objects, is_flight
from scrapers.parsers.generic_page import BREAKING, Page
from scrapers.parsers.generic_state import load, objects, walk

_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|NewsMediaObject|LiveBlog\w*)$")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TITLES = ("title", "name", "headline", "heading", "header", "h1")
_BODIES = re.compile(
    r"(?:article_?body|full_?text|text|body|content|html|description|post_?content|detail_?text|rendered|value|message|story)",
    re.I,
)
_DATES = re.compile(
    r"(?:published(?:_?at|_?on|_?date)?|publish_?(?:date|at|time)|publication_?date|date_?publi(?:sh(?:ed)?|cation|c)|date_?created?|date|pub_?date|created_?at|news_?date|active_?from)",
    re.I,
)
_TAG = re.compile(r"<(?:p|br|div|li|h\d|span|strong|em|b|a)\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as data; fields that were not told are empty."""

    title: str = ""
    body: tuple[str, ...] = ()
    published: str = ""
    author: str = ""
    same: bool = False  # its title is the page's


def read_linked_data(page: Page) -> Told:
    """The first article among the JSON-LD blocks. Without any, the day of the page itself; broken JSON tells no more
    than a day, if it names but one.
    """
    around, days = "", set[str]()
    for script in page.linked_data:
        document = load(script)
        if document is None:
            days.update(_PUBLISHED.findall(script))
        for node in walk(document):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and _ARTICLES.search(name) for name in kinds):
                return Told(
                    title=_string(node.get("headline") or node.get("name")),
                    body=_text_lines(node.get("articleBody")),
                    published=_string(node.get("datePublished") or node.get("dateCreated")),
                    author=_names(node.get("author")),
                )
            if "WebPage" in kinds:
                around = around or _string(node.get("datePublished"))
    return Told(published=around or (days.pop() if len(days) == 1 else ""))


def read_state(page: Page, title: str) -> Told:
    """The object of a script's state whose title is the page's, or else the one with the longest text."""
    wanted = set(matching_key(title).split())
    best, best_rank = Told(), 0.0
    for node in _nodes(page.states):
        told = _object(node)
        if told is None:
            continue
        size = sum(map(len, told.body))
        words = set(matching_key(told.title).split())
        same = bool(words) and len(words & wanted) >= 0.75 * max(len(words), 1)
        rank = max(size, 0.1) * (20.0 if same else 1.0) if same or told.published or size > 300 else 0.0
        if rank > best_rank:
            best, best_rank = replace(told, same=same), rank
    return best


def _nodes(states: list[str]) -> Iterator[dict[str, object]]:
    streamed = [script for script in states if is_flight(script)]
    yield from flight_objects(streamed)
    for script in states:
        if script not in streamed:
            yield from objects(script)


def _object(node: dict[str, object]) -> Told | None:
    title = next((said for name in _TITLES if (said := _string(_rendered(node.get(name))))), "")
    if not title:
        return None
    bodies = [_text_lines(_rendered(value)) for name, value in node.items() if _BODIES.fullmatch(name)]
    blocks = [
        _blocks(value)
        for name, value in node.items()
        if isinstance(value, list) and name in ("blocks", "content", "body", "sections")
    ]
    body = max([*bodies, *blocks], key=lambda lines: sum(map(len, lines)), default=())
    date = next(
        (said for name, value in node.items() if _DATES.fullmatch(name) and (said := _moment(value))), ""
    )
    if not body and not (
        date and any(value == "" for name, value in node.items() if _BODIES.fullmatch(name))
    ):
        return None  # a post without a word has an empty one
    return Told(title=title, body=body, published=date, author=_names(node.get("author")))


def _blocks(values: list[object]) -> tuple[str, ...]:
    """Texts of an editor's blocks: [{"type": "paragraph", "data": {"text": "…"}}]."""
    lines: list[str] = []
    for value in values:
        data = value.get("data") if isinstance(value, dict) and isinstance(value.get("data"), dict) else value
        if isinstance(data, str):
            lines += _text_lines(data)
        elif isinstance(data, dict):
            lines += next(
                (
                    said
                    for name in ("text", "html", "content", "value")
                    if (said := _text_lines(data.get(name)))
                ),
                (),
            )
    return tuple(lines)


def _rendered(value: object) -> object:
    """WordPress says {"rendered": "…"}, pages of several languages {"uk": "…"}."""
    if isinstance(value, dict):
        return next(
            (
                value[name]
                for name in ("rendered", "uk", "ua", "html", "text")
                if isinstance(value.get(name), str)
            ),
            None,
        )
    return value


def _string(value: object) -> str:
    return clean_line(html.unescape(value)) if isinstance(value, str) else ""


def _moment(value: object) -> str:
    """A day in words, or Unix time as a number, in seconds or milliseconds."""
    number = isinstance(value, (int, float)) and 1e9 < value < 2e12
    return f"{value:.0f}" if number else _string(value)


def _names(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    names = (_string(one.get("name") if isinstance(one, dict) else one) for one in values)
    return ", ".join(name for name in dict.fromkeys(names) if name and "://" not in name)


def _text_lines(value: object) -> tuple[str, ...]:
    """Paragraphs of a string that may hold HTML, or HTML written as entities."""
    if not isinstance(value, str) or not value.strip():
        return ()
    if "&lt;" in value and not _TAG.search(value):
        value = html.unescape(value)
    if not _TAG.search(value) and "&" not in value:
        return clean_lines(value)
    tree = LexborHTMLParser(value)
    for caption in tree.css("figcaption") if "<figcaption" in value else ():
        caption.decompose()
    body = tree.body
    parts: list[str] = []
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag == "-text" and (node.parent is None or node.parent.tag not in ("script", "style")):
            parts.append((node.text_content or "").replace("\n", " "))
        elif node.tag == "br" or node.tag in BREAKING:
            parts.append("\n")
        elif node.next is None and node.parent is not None and node.parent.tag in BREAKING:
            continue
    return clean_lines("".join(parts))
