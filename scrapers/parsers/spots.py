"""The text nodes of a page by the lines they stand in, so that a part of the page can be taken out of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line, matching_key
from scrapers.fragment import BLOCKS, CELLS, SILENT
from scrapers.html import Page

_BREAKING = BLOCKS | CELLS | {"body", "dialog", "noindex", "hgroup", "menu"}
_DEEPEST = 250  # real pages nest up to 60
_EMPTY = frozenset({"br", "hr"})
MEDIA = "img, picture, amp-img, video, svg image"


class Spot:
    """A text node, and where it begins in its line."""

    __slots__ = ("href", "node", "start", "text")

    def __init__(self, node: LexborNode, text: str, start: int, href: str | None) -> None:
        self.node, self.text, self.start = node, text, start
        self.href = href  # of the link that it stands in

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class TextLine:
    """What stands between two breaks, as written: offsets lead back to the nodes."""

    __slots__ = ("raw", "spots", "text")

    def __init__(self, spots: list[Spot]) -> None:
        self.spots = spots
        self.raw = "".join(spot.text for spot in spots)
        self.text = clean_line(self.raw)

    @property
    def linked(self) -> bool:
        """Nothing but links, and what stands between them."""
        said = [spot for spot in self.spots if any(map(str.isalnum, spot.text))]
        return bool(said) and all(spot.href is not None for spot in said)

    def spot_at(self, offset: int) -> Spot:
        starts = [spot.start for spot in self.spots]
        return self.spots[max(0, bisect_right(starts, offset) - 1)]

    def within(self, start: int, end: int) -> Iterator[tuple[Spot, str]]:
        """The nodes of a part of the line with what of them lies in it."""
        for spot in self.spots:
            if spot.start < end and start < spot.end:
                yield spot, spot.text[max(0, start - spot.start) : end - spot.start]


def read_lines(page: Page) -> list[TextLine]:
    """All lines of the body that say something, in the order of the document. Scripts and pictures are silent."""
    lines: list[TextLine] = []
    spots: list[Spot] = []

    def end_line() -> None:
        if any(not spot.text.isspace() for spot in spots):
            lines.append(TextLine(list(spots)))
        spots.clear()

    if page.body is None:
        return lines
    for node, tag, href in _walk(page.body):
        if tag == "-text":
            text = node.text_content or ""
            if text:
                spots.append(Spot(node, text, spots[-1].end if spots else 0, href))
        else:
            end_line()
    end_line()
    return lines


def _walk(body: LexborNode) -> Iterator[tuple[LexborNode, str, str | None]]:
    """Text nodes, and the edges of what breaks a line. Without recursion: pages nest deeper than Python's stack."""
    open_nodes: list[tuple[LexborNode, str, str | None]] = []
    node: LexborNode | None = body.first_child
    href: str | None = None
    while node is not None or open_nodes:
        if node is None:
            node, tag, href = open_nodes.pop()
            if tag in _BREAKING:
                yield node, tag, href
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "-text" or tag in _EMPTY:
            yield node, tag, href
        elif tag not in SILENT and tag != "-comment" and (child := node.first_child) is not None:
            if tag in _BREAKING:
                yield node, tag, href
            open_nodes.append((node, tag, href))
            if tag == "a":
                href = node.attributes.get("href") or ""
            node = child
            continue
        node = node.next


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """From its parent up to the body, or as far as real pages nest."""
    above = node.parent
    for _ in range(_DEEPEST):
        if above is None or above.tag in ("html", "-document"):
            return
        yield above
        above = above.parent


def is_in(node: LexborNode, box: LexborNode) -> bool:
    return any(above.mem_id == box.mem_id for above in ancestors(node))


def title_line(lines: list[TextLine], page: Page) -> int:
    """Where the title stands: a line that <title> or og:title begin with, a heading if there is one; else the first
    heading of the highest rank; else the first line.
    """
    ranks = [_rank(line) for line in lines]
    told = [_key(said) for said in _said(page)]
    same = [
        index
        for index, line in enumerate(lines)
        if len(key := _key(line.text)) > 10 and any(said.startswith(key) for said in told)
    ]
    best = min(same or range(len(lines)), key=lambda index: ranks[index], default=0)
    return best if same or (ranks and ranks[best] < 4) else 0


def _said(page: Page) -> Iterator[str]:
    for node in page.css("title, meta[property='og:title']"):
        yield node.attributes.get("content") or node.text(deep=True)


def _key(text: str) -> str:
    return matching_key(text.rstrip(" .…"))


def _rank(line: TextLine) -> int:
    tags = {above.tag for above in ancestors(line.spots[0].node)}
    return next((rank for rank in (1, 2, 3) if f"h{rank}" in tags), 4)


Range = tuple[int, int, int]  # line, first letter, behind the last


def take_out(lines: list[TextLine], ranges: Iterable[Range]) -> None:
    """Removes these parts of lines from the page. The lines themselves stay as they were read."""
    kept: dict[int, list[str]] = {}
    nodes: dict[int, LexborNode] = {}
    for index, start, end in ranges:
        for spot in lines[index].spots:
            if spot.start < end and start < spot.end:
                key = spot.node.mem_id
                nodes[key] = spot.node
                letters = kept.setdefault(key, list(spot.text))
                for place in range(max(0, start - spot.start), min(len(letters), end - spot.start)):
                    letters[place] = ""
    for key, node in nodes.items():
        rest = "".join(kept[key])
        if rest.strip():
            node.replace_with(rest)
        else:
            node.decompose()
