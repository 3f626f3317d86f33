"""Strict reading of pages: a selector finds its node, or says why it did not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scrapers.added import added_boxes
from scrapers.clean import clean_line
from scrapers.errors import LayoutChanged
from scrapers.fragment import MAX_TAGS, Fragment, read_fragment, read_node, read_sealed, seal

_NOT_PLAIN = "br, p, div, li, script, style"  # rare in a short field, and then its lines must be told apart

_ATTRIBUTE = re.compile(r"(.*?)\s*::attr\(([a-z][a-z0-9-]*)\)", re.S)
_LAST_TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)[^\s>+~]*\Z")  # of a selector

Page = LexborHTMLParser


def parse(text: str, containers: tuple[str, ...] = ()) -> Page:
    """`containers`: selectors of what `read_container` will be asked for.

    LayoutChanged for more tags than pages have: a hundred thousand, each within the other, take lexbor ten seconds.
    """
    html = text.encode(errors="ignore")
    if len(html) > 3 * MAX_TAGS and html.count(b"<") > MAX_TAGS:
        raise LayoutChanged(f"expected a page of at most {MAX_TAGS} tags, came more")
    return LexborHTMLParser(seal(html, _tags(containers)))


@cache
def _tags(selectors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(last[1] for css in selectors if (last := _LAST_TAG.search(css)))


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
    """The attribute that the selector names, or the node's text, as one line; of a <meta> what it tells."""
    _, attribute = _split(found.css)
    if attribute is None:
        told = found.node.attributes.get("content") if found.node.tag == "meta" else None
        return text_of(found.node) if told is None else clean_line(told)
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


def told_by(page: Page | LexborNode, css: str) -> list[LexborNode]:
    """The same without nodes that lack the attribute: where a family's markup is known in part only."""
    attribute = _split(css)[1]
    return [node for node in nodes_of(page, css) if attribute is None or node.attributes.get(attribute)]


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
    only = node.first_child
    if only is not None and only.next is None and only.tag == "-text":  # most fields
        return clean_line(only.text_content or "")
    if all(found.mem_id == node.mem_id for found in node.css(_NOT_PLAIN)):  # css() looks at the node too
        return clean_line(node.text(deep=True))
    return " ".join(read_node(node).lines)


def first_text(node: LexborNode) -> str:
    """The first text in a node: «Драбівська громада» of «Драбівська громада<br><small>Черкаська область»."""
    return next(
        (line for text in node.text(deep=True, separator="\n").split("\n") if (line := clean_line(text))), ""
    )


def cut(text: str, found: Found) -> str:
    """The container's own HTML. Stray end tags in pasted text must not close it early, as they do for a browser:
    where its tag occurs once in the page, it is cut out of the source between that tag and its end.
    """
    return _sole(text, found.node.tag) or found.node.html or ""


def _sole(text: str, tag: str | None) -> str | None:
    start, end = text.find(f"<{tag}"), text.find(f"</{tag}>")
    if 0 <= start < end and text.find(f"<{tag}", start + 1) < 0 and text.find(f"</{tag}>", end + 1) < 0:
        return text[start:end]
    return None


def read_container(text: str, found: Found, drop: Sequence[str] = ()) -> Fragment:
    """What stands in a container of a page. `text`: the page as it came; its tree may be of the page `seal`ed."""
    if drop:
        return read_fragment(cut(text, found), drop, added_boxes)
    fragment, sealed = read_sealed(found.node, added_boxes(found.node))
    if sealed:
        return fragment
    own = _sole(text, found.node.tag)
    return fragment if own is None else read_fragment(own, added=added_boxes)
