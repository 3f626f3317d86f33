"""Strict reading of pages: selectolax finds and cuts, lxml reads what was cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scrapers.clean import clean_line, clean_lines
from scrapers.errors import LayoutChanged

BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
_EDGES = dict.fromkeys([*BLOCKS, "br"], "\n") | dict.fromkeys(CELLS, " ")
MAX_TAGS = 100_000  # real pages have up to 3,000
SILENT = frozenset("script style template noscript object svg math select button".split())
_CLOSED = SILENT | {"img", "iframe"}  # whose content is no text of the page

# a stray </body> or </html> in pasted text would end the container
_OUTER = re.compile(r"</?(?:html|body)\b[^<>]*>", re.I)

_NOT_PLAIN = "br, p, div, li, script, style"  # rare in a short field, and then its lines must be told apart

# libxml2 mends what is broken; entities and depth are not limited, the number of tags is
_READER = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)

_ATTRIBUTE = re.compile(r"(.*?)\s*::attr\(([a-z][a-z0-9-]*)\)", re.S)

Page = LexborHTMLParser


def parse(text: str) -> Page:
    return LexborHTMLParser(text)


def check_selector(css: str) -> str | None:
    """What is wrong with a CSS selector, or None."""
    if not css.strip():
        return "it is empty"
    try:
        LexborHTMLParser("<p></p>").css(css)
    except SelectolaxError:
        return f"{css!r} is not one"
    return None


def check_place(css: str) -> str | None:
    """The same for a selector that may name an attribute: `time::attr(datetime)`."""
    return check_selector(_split(css)[0])


class Found(NamedTuple):
    """A node and the selector that found it, which is where the value came from."""

    node: LexborNode
    css: str


def _split(css: str) -> tuple[str, str | None]:
    """Selector and attribute of `meta[property="og:title"]::attr(content)`."""
    match = _ATTRIBUTE.fullmatch(css) if "::attr(" in css else None
    return (match[1], match[2]) if match else (css, None)


def value_of(found: Found) -> str:
    """The attribute that the selector names, or the node's text, as one line."""
    _, attribute = _split(found.css)
    if attribute is None:
        return text_of(found.node)
    value = found.node.attributes.get(attribute)
    if value is None:
        raise LayoutChanged(f"{found.css!r} matched a node without the attribute {attribute!r}")
    return clean_line(value)


def one(page: Page | LexborNode, alternatives: Sequence[str], what: str) -> Found:
    """The node of the first alternative that matches. Zero or two nodes raise LayoutChanged."""
    for css in alternatives:
        found = page.css(_split(css)[0])
        if len(found) == 1:
            return Found(found[0], css)
        if found:
            raise LayoutChanged(f"{what}: {css!r} matched {len(found)} nodes, expected 1")
    raise LayoutChanged(f"{what}: nothing matched {' nor '.join(map(repr, alternatives))}, expected 1 node")


def nodes_of(page: Page | LexborNode, css: str) -> list[LexborNode]:
    """All nodes of one selector, which may name an attribute."""
    return page.css(_split(css)[0])


def maybe(page: Page | LexborNode, alternatives: Sequence[str]) -> Found | None:
    """For the truly optional: the first node of the first alternative that matches, or None."""
    for css in alternatives:
        node = page.css_first(_split(css)[0])
        if node is not None:
            return Found(node, css)
    return None


def every(page: Page | LexborNode, alternatives: Sequence[str]) -> list[Found]:
    """All nodes of the first alternative that matches; may be empty."""
    for css in alternatives:
        if found := page.css(_split(css)[0]):
            return [Found(node, css) for node in found]
    return []


def text_of(node: LexborNode) -> str:
    """A short field as one line: a title, a crumb, a date."""
    if all(found.mem_id == node.mem_id for found in node.css(_NOT_PLAIN)):  # css() looks at the node too
        return clean_line(node.text(deep=True))
    return " ".join(read_fragment(node.html or "").lines)


def first_text(node: LexborNode) -> str:
    """The first text in a node: «Драбівська громада» of «Драбівська громада<br><small>Черкаська область»."""
    return next(
        (line for text in node.text(deep=True, separator="\n").split("\n") if (line := clean_line(text))), ""
    )


def cut(text: str, found: Found) -> str:
    """The container's own HTML. Stray end tags in pasted text must not close it early, as they do for a browser:
    where its tag occurs once in the page, it is cut out of the source between that tag and its end.
    """
    tag = found.node.tag
    start, end = text.find(f"<{tag}"), text.find(f"</{tag}>")
    if 0 <= start < end and text.find(f"<{tag}", start + 1) < 0 and text.find(f"</{tag}>", end + 1) < 0:
        return text[start:end]
    return found.node.html or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What stands in a container, in order. Addresses are as written, not yet absolute."""

    lines: tuple[str, ...]
    images: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # address, text
    frames: tuple[str, ...]


def read_fragment(html: str, drop: Sequence[str] = ()) -> Fragment:
    """Paragraphs as lines, images, links and frames of a piece of HTML."""
    if html.count("<") > MAX_TAGS:
        raise LayoutChanged(f"expected a container of at most {MAX_TAGS} tags, came more")
    tree = etree.HTML(_OUTER.sub("", _without(html, drop)).encode(errors="replace"), _READER)
    pieces: list[str] = []
    found: dict[str, list[etree._Element]] = {"img": [], "a": [], "iframe": []}
    if tree is not None:  # nothing but white space makes no tree
        _walk(tree, pieces, found)
    return Fragment(
        lines=clean_lines("".join(pieces)),
        images=tuple(_addresses(found["img"], "src")),
        links=tuple((href, _words(tag)) for tag in found["a"] for href in _addresses([tag], "href")),
        frames=tuple(_addresses(found["iframe"], "src")),
    )


def _words(tag: etree._Element) -> str:
    pieces: list[str] = []
    _walk(tag, pieces, {})
    return clean_line("".join(pieces))


def _without(html: str, drop: Sequence[str]) -> str:
    if not drop:
        return html
    tree = LexborHTMLParser(html)
    for css in drop:
        for node in tree.css(css):
            node.decompose()
    return tree.html or ""


def _walk(root: etree._Element, pieces: list[str], found: dict[str, list[etree._Element]]) -> None:
    """Text in reading order: newlines at the edges of blocks and at <br>, a space between table cells.
    Without recursion: pages nest deeper than Python's stack.
    """
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, node in walk:
        name = node.tag
        if event == "start":
            if name in found:
                found[name].append(node)
            if name in _CLOSED:
                walk.skip_subtree()
            else:
                pieces.append(_EDGES.get(name, ""))
                if node.text:
                    pieces.append(node.text.replace("\n", " "))
        else:
            if event == "end" and name not in _CLOSED:
                pieces.append(_EDGES.get(name, ""))
            if node.tail and node is not root:
                pieces.append(node.tail.replace("\n", " "))


def _addresses(tags: Sequence[etree._Element], attribute: str) -> Iterator[str]:
    for tag in tags:
        if value := tag.get(attribute, "").strip():
            yield value
