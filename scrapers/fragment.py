"""What stands in a container: its text in reading order, its images, links and frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.clean import clean_line, clean_lines
from scrapers.errors import LayoutChanged

BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
SILENT = frozenset("script style template noscript object svg math select button".split())
_BREAK = "\0"  # an edge of a block; no parsed text holds one, and its own newlines are spaces
_EDGES = dict.fromkeys([*BLOCKS, "br"], _BREAK) | dict.fromkeys(CELLS, " ")
_CLOSED = SILENT | {"img", "iframe"}  # whose content is no text of the page
_SPECIAL = _CLOSED | {"a", "-comment"}
MAX_TAGS = 100_000  # and texts between them; real pages have up to 3,000

# a stray </body> or </html> in pasted text would end the container
_OUTER = re.compile(r"</?(?:html|body)\b[^<>]*>", re.I)

_END = "visnyk: its end"  # a comment before the end tag of a container
_MARK = f"<!--{_END}-->".encode()
_NOWHERE = 0  # no node's mem_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What stands in a container, in order. Addresses are as written, not yet absolute."""

    lines: tuple[str, ...]
    images: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # address, text
    frames: tuple[str, ...]


def read_fragment(
    html: str, drop: Sequence[str] = (), added: Callable[[LexborNode], Collection[int]] | None = None
) -> Fragment:
    """Paragraphs as lines, images, links and frames of a piece of HTML. `added`: tells boxes that are no text of it."""
    if html.count("<") > MAX_TAGS:
        raise _too_many()
    page = LexborHTMLParser(_OUTER.sub("", html))
    for css in drop:
        for node in page.css(css):
            node.decompose()
    if page.body is None:  # nothing but white space, or frames
        return Fragment(lines=(), images=(), links=(), frames=())
    return read_sealed(page.body, added(page.body) if added else ())[0]


def read_node(node: LexborNode) -> Fragment:
    """The same of a container where it stands in its page."""
    return read_sealed(node)[0]


def seal(html: bytes, tags: Iterable[str]) -> bytes:
    """The page with a mark at the end of containers whose tag occurs once, for `read_sealed`."""
    for end in (f"</{tag}>".encode() for tag in tags):
        at = html.find(end)
        if at >= 0 and html.rfind(end) == at:
            html = html[:at] + _MARK + html[at:]
    return html


def read_sealed(node: LexborNode, skip: Collection[int] = ()) -> tuple[Fragment, bool]:
    """What stands in a container, and whether its mark stands in it: a stray end tag in pasted text closes a
    container early, and then it does not. `skip`: boxes in it, by their mem_id, that are none of its text.
    """
    walk = _Walk(ends={node.mem_id: _NOWHERE}, skip=skip)
    walk.read(node)
    found = Fragment(
        lines=clean_lines("".join(walk.pieces).replace("\n", " ").replace(_BREAK, "\n")),
        images=tuple(walk.images),
        links=tuple(
            (href, clean_line("".join(walk.pieces[start:end]).replace(_BREAK, " ")))
            for href, start, end in walk.links
        ),
        frames=tuple(walk.frames),
    )
    return found, walk.sealed


@dataclass(slots=True)
class _Walk:
    """Text in reading order: newlines at the edges of blocks and at <br>, a space between table cells.

    All in one pass in the order of the document, which selectolax does fast: where an element ends is told by the node
    behind it. Without recursion: pages nest deeper than Python's stack.
    """

    ends: dict[int, int]  # an element → the node behind it; of blocks, links and what is silent
    skip: Collection[int] = ()
    pieces: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)  # address, its pieces from and to
    link_end: int | None = None  # the node behind the link that is open
    open_link: int = 0
    sealed: bool = False

    def read(self, root: LexborNode) -> None:
        pieces = self.pieces
        edges: dict[int, str] = {}  # a node → the edge of what has ended before it
        awaited: int | None = None  # the node behind what is silent
        for count, node in enumerate(root.traverse(include_text=True)):
            at = node.mem_id
            if awaited is not None and at != awaited:
                continue
            if at in edges:
                pieces.append(edges[at])
            if at == self.link_end:
                self._end_link()
            awaited, tag = None, node.tag
            if at in self.skip:
                pieces.append(_BREAK)
                awaited = self._behind(node)
            elif tag == "-text":
                pieces.append(node.text_content or "")
            elif tag in _EDGES:
                pieces.append(edge := _EDGES[tag])
                edges[self._behind(node)] = edge
            elif tag in _SPECIAL:
                awaited = self._note(node, tag)
            if count > MAX_TAGS:
                raise _too_many()
        self._end_link()

    def _note(self, node: LexborNode, tag: str) -> int | None:
        """The node behind one whose content is no text of the page."""
        if tag == "a":
            self._begin_link(node)
        elif tag == "-comment":
            self.sealed = self.sealed or node.comment_content == _END
        elif tag in ("img", "iframe") and (address := _attribute(node, "src")):
            (self.images if tag == "img" else self.frames).append(address)
        return self._behind(node) if tag in _CLOSED else None

    def _behind(self, node: LexborNode) -> int:
        """The first node that is not within this one. What has been found is kept, so that no way up is gone twice."""
        above, behind = node, _NOWHERE
        while True:
            if (beside := above.next) is not None:
                behind = beside.mem_id
                break
            parent = above.parent
            if parent is None or parent.mem_id in self.ends:
                behind = self.ends.get(parent.mem_id, _NOWHERE) if parent is not None else _NOWHERE
                break
            above = parent
        self.ends[node.mem_id] = behind
        return behind

    def _begin_link(self, node: LexborNode) -> None:
        """Of a link within a link only the address is noted."""
        href = _attribute(node, "href")
        if not href:
            return
        start = len(self.pieces)
        if self.link_end is None:
            self.link_end, self.open_link = self._behind(node), len(self.links)
        self.links.append((href, start, start))

    def _end_link(self) -> None:
        if self.link_end is not None:
            href, start, _ = self.links[self.open_link]
            self.links[self.open_link] = (href, start, len(self.pieces))
            self.link_end = None


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _too_many() -> LayoutChanged:
    return LayoutChanged(f"expected a container of at most {MAX_TAGS} tags and texts, came more")
