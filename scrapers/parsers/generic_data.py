"""What a page says as data: JSON-LD, and the state of pages whose text lives only in a script."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from scrapers.clean import clean_line, clean_lines, matching_key
from scrapers.parsers.generic_flight import flight_objects, is_flight
from scrapers.parsers.generic_keys import (
    is_beside,
    is_body,
    is_other_day,
    is_preview,
    rank_of_date,
    rank_of_title,
    signs,
)
from scrapers.parsers.generic_page import BREAKING, Page
from scrapers.parsers.generic_state import load, objects, walk

_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|NewsMediaObject|LiveBlog\w*)$")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_OF_LIST = 0.02  # what an object is worth of which there are several
_EDGE = "\x1e"  # between blocks of an editor
_DEEPEST = 30
_TEXTS = ("text", "html", "value", "code")
_INNER = ("children", "content", "blocks", "nodes", "data", "items", "root", "document", "json", "doc")
_INLINE = frozenset("text link hyperlink a strong em b i u mark span".split())
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d.{0,16})?")
_PARAGRAPH = re.compile(r"<(?:p|br|div|ul|ol|h[2-6]|table|blockquote)\b[^>]*>", re.I)
_TAG = re.compile(r"<(?:p|br|div|li|h\d|span|strong|em|b|a)\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as data; fields that were not told are empty."""

    title: str = ""
    body: tuple[str, ...] = ()
    published: str = ""
    author: str = ""
    same: bool = False  # its title is the page's
    brief: bool = False  # no more than what stands for a longer text


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
    told_of = [(_shape(node), told) for node in _nodes(page.states) if (told := _object(node)) is not None]
    shapes = Counter(shape for shape, _ in told_of)
    for shape, told in told_of:
        size = _size(told.body)
        words = set(matching_key(told.title).split())
        same = bool(words) and len(words & wanted) >= 0.75 * max(len(words), 1)
        rank = max(size, 0.1) * (20.0 if same else 1.0) if same or told.published or size > 300 else 0.0
        rank *= (_OF_LIST if shapes[shape] > 2 else 1.0) * (_OF_LIST if told.brief and not same else 1.0)
        if rank > best_rank:
            best, best_rank = replace(told, same=same), rank
    return best


def _shape(node: dict[str, object]) -> frozenset[str]:
    """The names of an object's values: those of a list's other articles have the same."""
    return frozenset(node)


def _nodes(states: list[str]) -> Iterator[dict[str, object]]:
    streamed = [script for script in states if is_flight(script)]
    yield from flight_objects(streamed)
    for script in states:
        if script not in streamed:
            yield from objects(script)


def _object(node: dict[str, object]) -> Told | None:
    """An article where an object has a title and a text, which may be empty where a day is told."""
    title = _first(node, rank_of_title, lambda value: _string(_rendered(value)))
    if not title:
        return None
    named = [(name, value) for name, value in node.items() if is_body(name) or _is_text(name, value)]
    bodies = [(is_preview(name), _lines_of(value)) for name, value in named]
    brief, body = max(
        bodies, key=lambda told: (bool(told[1]), not told[0], _size(told[1])), default=(False, ())
    )
    date = _first(node, rank_of_date, _moment) or _stamped(node)
    if not body and not (date and any(value == "" for _, value in named)):
        return None  # a post without a word has an empty one
    author = next((said for name, value in node.items() if signs(name) and (said := _names(value))), "")
    return Told(title=title, body=body, published=date, author=author, brief=brief and bool(body))


def _stamped(node: dict[str, object]) -> str:
    """The only moment of an object as machines write it, whatever it is called."""
    found = {
        value
        for name, value in node.items()
        if isinstance(value, str) and not is_other_day(name) and _MOMENT.fullmatch(value)
    }
    return found.pop() if len(found) == 1 else ""


def _is_text(name: str, value: object) -> bool:
    """Paragraphs as HTML, whatever they are called."""
    return isinstance(value, str) and not is_beside(name) and _PARAGRAPH.search(value) is not None


def _size(lines: tuple[str, ...]) -> int:
    return sum(map(len, lines))


def _first(node: dict[str, object], rank: Callable[[str], int | None], said: Callable[[object], str]) -> str:
    """What the value of the best name says."""
    ranked = sorted((place, name) for name in node if (place := rank(name)) is not None)
    return next((told for _, name in ranked if (told := said(node[name]))), "")


def _lines_of(value: object) -> tuple[str, ...]:
    said = _rendered(value)
    if isinstance(said, str) or not isinstance(value, (dict, list)):
        return _text_lines(said)
    return tuple(line for piece in _rich(value).split(_EDGE) for line in _text_lines(piece))


def _rich(value: object, depth: int = 0) -> str:
    """What an editor's blocks say, with edges between them: [{"type": "paragraph", "data": {"text": "…"}}] and trees
    of {"type": "paragraph", "children": [{"text": "…"}]}.
    """
    if isinstance(value, str) or depth > _DEEPEST:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        strings = any(isinstance(one, str) for one in value)
        return "".join(_rich(one, depth + 1) + _EDGE * strings for one in value)
    if not isinstance(value, dict):
        return ""
    said = next((value[name] for name in _TEXTS if isinstance(value.get(name), str)), None)
    inner = next((value[name] for name in _INNER if isinstance(value.get(name), (list, dict))), None)
    kind = next((value[name] for name in ("type", "nodeType", "tag", "_type") if name in value), "")
    text = said if said is not None else _rich(inner, depth + 1)
    return text if kind in _INLINE or (kind == "" and inner is None) else f"{_EDGE}{text}{_EDGE}"


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
    if isinstance(value, dict):
        value = next((value[name] for name in ("at", "date", "iso", "value", "utc") if name in value), None)
    number = isinstance(value, (int, float)) and 1e9 < value < 2e12
    return f"{value:.0f}" if number else _string(value)


def _names(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    names = (
        _string(one.get("name") or one.get("author") or one.get("title") if isinstance(one, dict) else one)
        for one in values
    )
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
