"""An unknown page as its walk finds it: lines of text with their features, and the boxes they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

# tags at whose edges a line ends; table cells too, because old sites lay their pages out in tables
BREAKING = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr"
    " ul noindex".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


class Box:
    """An element that makes lines. Its lines are `first` to `last` (exclusive) of the page's."""

    __slots__ = ("bad", "depth", "first", "good", "item", "last", "names", "parent", "tag")

    def __init__(self, tag: str, names: str, parent: Box | None, first: int) -> None:
        self.tag, self.names, self.parent = tag, names, parent
        self.first = self.last = first
        self.depth: int = parent.depth + 1 if parent else 0
        self.bad = self.good = False
        self.item = False  # of microdata


def path_of(box: Box) -> list[Box]:
    """The box, its parent and so on up to the page."""
    found = [box]
    while (parent := found[-1].parent) is not None:
        found.append(parent)
    return found


class Line:
    """Text between two breaks, and how many of its letters are links."""

    __slots__ = ("bold", "box", "document", "linked", "stamp", "text")

    def __init__(
        self, text: str, linked: int, box: Box, stamp: str, document: bool = False, bold: bool = False
    ) -> None:
        self.text, self.linked, self.box = text, linked, box
        self.stamp = stamp  # `datetime` of a <time> in it
        self.document = document  # a link in it leads to a file
        self.bold = bold  # all of it, or nearly so

    @property
    def dense(self) -> bool:
        """It is a link, not a text with links."""
        return 2 * self.linked > len(self.text)


@dataclass(slots=True)
class Page:
    """What the walk found, in the order of the document."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    title: str = ""  # of <title>
    linked_data: list[str] = field(default_factory=list)  # JSON-LD as written
    states: list[str] = field(default_factory=list)  # scripts that hold the page as data
    marked: list[tuple[str, Box | None]] = field(default_factory=list)  # microdata's days, and whose they are
    times: list[tuple[str, int, Box]] = field(default_factory=list)  # for a script to write, before a line
    crumbs: str = ""  # the day among them
    homes: list[str] = field(default_factory=list)  # what links to the front page say
    menus: list[LexborNode] = field(default_factory=list)  # <nav>, whose links make no lines

    def meta(self, *names: str) -> str:
        """The first of these metas that says something."""
        return next((value for name in names if (value := self.metas.get(name))), "")


def looks_headed(line: Line) -> bool:
    """A heading, or what is written like one: «Контактний центр»."""
    return line.box.tag in HEADINGS or (len(line.text) < 35 and line.text[-1] not in ".,:;!?…»”")
