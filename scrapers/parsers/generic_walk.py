"""One walk over an unknown page, which makes its lines and boxes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.clean import clean_line
from scrapers.parsers.generic_apart import (
    HOLDERS,
    STAMPED,
    are_apart,
    bare_time,
    day_of_crumbs,
    is_button_beside,
    is_set_apart,
    kind_of,
    own_time,
)
from scrapers.parsers.generic_head import note, read_head
from scrapers.parsers.generic_page import BREAKING, Box, Line, Page
from scrapers.parsers.generic_words import BAD_ROLES, NO_NAMES, Names, judge_names
from scrapers.urls import DOCUMENT

_SILENT = frozenset(
    "style noscript template svg math select button iframe object embed canvas audio video nav input textarea option"
    " map head label amp-ad amp-embed amp-sidebar ins -comment".split()
)
_NO_BOXES = _SILENT | {"br", "hr", "script", "meta", "title"}
# clean_line has work to do only where there are marks that nobody sees, or accents that stand alone
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u0300\u0306\u0308\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_STATE_ATTRIBUTES = ("data-page", "data-props", "data-react-props", "data-state")  # Inertia, react-rails …
_CHROME = frozenset("address aside footer dialog form figcaption".split())  # <address> holds who wrote
_DATA = re.compile(r"\s*[{\[].{80}", re.S)  # «<article-page :article="{…}">»
_ISSUED = re.compile(
    r"(?:^|\s)(?:dc:(?:date|created)|dcterms:(?:date|issued)|(?:schema:)?datePublished)(?:\s|$)"
)  # RDFa
_HOME = re.compile(
    r"(?:https?://[^/]+)?/(?:(?:uk|ua|en|ru)/?|(?:index|default|home)\.\w{2,5})?|(?:\./)?(?:index|default)\.\w{2,5}|\./",
    re.I,
)
_DEEPEST = 250  # real pages nest up to 60 boxes
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


def read_page(text: str) -> Page:
    """One parse, one walk. What is no HTML gives a page without lines."""
    page = Page()
    tree = LexborHTMLParser(text)
    if tree.head is not None:
        read_head(tree.head, page)
    if tree.body is not None:
        _Walk(page).read(tree.body)
    return page


def _says(node: LexborNode | None) -> bool:
    return node is not None and node.tag == "-text" and not (node.text_content or " ").isspace()


class _Walk:
    """The state of the walk: the line being read and the boxes that are open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.linked = 0
        self.links: list[bool] = []  # open ones: does it lead to another page, not to a document
        self.stamp = ""
        self.document = False  # a link to a file stands in the line
        self.bold = self.fat = (
            0  # open elements that make letters bold, and how many such letters the line has
        )
        self.spans: list[int] = []  # open ones that are boxes
        self.closed = False  # an inline element has just ended
        self.box: Box | None = None
        self.deeper = 0  # boxes below the deepest that is kept

    def read(self, body: LexborNode) -> None:
        """Without recursion: pages nest deeper than Python's stack."""
        node: LexborNode | None = body
        open_nodes: list[tuple[LexborNode, str]] = []
        while True:
            if node is not None:
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content
                    if text and not text.isspace():
                        self._text(text)
                    elif self.parts:
                        self.parts.append(" ")
                elif (child := self._enter(node, tag)) is not None:
                    open_nodes.append((node, tag))
                    node = child
                    continue
                node = node.next if open_nodes else None
            elif open_nodes:
                node, tag = open_nodes.pop()
                self._leave(node, tag)
                node = node.next if open_nodes else None
            else:
                return

    def _text(self, text: str) -> None:
        led = bool(self.links) and not self.linked and text[:1].isupper()  # «також</span><a>Графік»
        before = self.parts[-1] if self.closed and self.parts else ""
        if before and (are_apart(before, text) or (led and before[-1:].islower())):
            self.parts.append(" ")  # «11:20</span><span>Коментарів: 3»; «1</span><span>0» stays a number
        self.parts.append(text)
        self.closed = False
        if self.links and self.links[-1]:
            self.linked += len(text.strip())
        if self.bold:
            self.fat += len(text.strip())

    def _enter(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Its first child, if it is to be read: then `_leave` follows."""
        if tag in _NO_BOXES:
            self._pass_by(node, tag)
            return None
        if "-" in tag:
            self._component(node.attributes)
        child = node.first_child
        if child is None and tag not in ("main", "article", "div"):
            # one in a link is of a card
            if tag in STAMPED and not self.links and self.box and (said := bare_time(node.attributes)):
                self.page.times.append((said, len(self.page.lines) + bool(self.parts), self.box))
            return None
        given = node.attributes
        unseen = "hidden" in given or ("style" in given and _HIDDEN.search(given["style"] or ""))
        if unseen and tag != "body":  # a script will show that one
            return None
        own = tag if "-" in tag else None  # <mat-card-title>
        named = NO_NAMES
        if given or own:
            if "itemprop" in given and given["itemprop"] == "datePublished" and tag != "time":
                self._mark(given)
            named = judge_names(given.get("class"), given.get("id"), given.get("itemprop"), own)
        if own or tag in BREAKING or (tag == "span" and self._stands_alone(node, named)):
            if tag == "div" and "id" in given:
                self.page.states += filter(None, map(given.get, _STATE_ATTRIBUTES))
            if tag == "span":
                self.spans.append(node.mem_id)
            self._open(tag, named, given)
            if child is None:
                self._leave(node, tag)
            return child
        return None if named.bad_inline else self._inline(node, tag, named, given)

    def _component(self, given: dict[str, str | None]) -> None:
        """An element of the page's own: <news-article :article="{…}">, <news-article stamp="2024-09-16T08:41">."""
        self.page.states += [said for said in given.values() if said and _DATA.match(said)]
        if self.box and not self.links and "href" not in given and (said := own_time(given)):
            self.page.times.append((said, len(self.page.lines), self.box))

    def _pass_by(self, node: LexborNode, tag: str) -> None:
        """What holds no text."""
        if tag in ("br", "hr"):
            self._flush()
        elif tag == "nav":
            self.page.menus.append(node)
            self.page.crumbs = self.page.crumbs or day_of_crumbs(node)
        elif tag in ("script", "meta", "title"):
            note(node, tag, self.page)
            if tag == "meta" and node.attributes.get("itemprop") == "datePublished":
                self._mark(node.attributes)

    def _stands_alone(self, node: LexborNode, named: Names) -> bool:
        """A <span> in the page itself, or in another such, without words beside it: pages are made of those too.
        Elsewhere one that is named as a title, or a date, with a line of its own.
        """
        around = self.box
        if around is None:
            return False
        kind = kind_of(named.text) if named.text else ""
        begins = kind and around.tag in HOLDERS and not self.links and not any(map(str.strip, self.parts))
        if begins and is_set_apart(node, kind == "date"):
            return True
        if around.tag not in ("body", "span"):
            return False
        if node.parent is not None and node.parent.tag != around.tag:
            return False
        return not any(map(_says, (node.prev, node.next)))

    def _was_alone(self, node: LexborNode, tag: str) -> bool:
        if tag != "span" or not self.spans or self.spans[-1] != node.mem_id:
            return False
        self.spans.pop()
        return True

    def _mark(self, given: dict[str, str | None]) -> None:
        """A day that microdata tells, with the box of the item that it is told of."""
        box = self.box
        while box is not None and not box.item:
            box = box.parent
        if said := given.get("content"):
            self.page.marked.append((said, box))

    def _inline(
        self, node: LexborNode, tag: str, named: Names, given: dict[str, str | None]
    ) -> LexborNode | None:
        if self.closed and (named.text or tag == "time"):
            self.parts.append(" ")  # «12:24</span><span class="views">233»
        if tag == "a":
            if given.get("rel") == "author":
                self.page.metas.setdefault("rel=author", clean_line(node.text(deep=True)))
            href = given.get("href") or ""
            if is_button_beside(node):
                return None
            if given.get("rel") == "home" or _HOME.fullmatch(href):
                self.page.homes += filter(str.strip, node.text(deep=True, separator="\n").split("\n"))
            target = not href and "name" in given  # of a link, and none itself
            self.links.append(not target and DOCUMENT.search(href) is None)
            self.document = self.document or not (target or self.links[-1])
        elif tag in ("b", "strong"):
            if node.first_child is not None:
                self.bold += 1
        elif tag == "time" and (not self.stamp or "published" in named.text or "pubdate" in given):
            # WordPress tells when a post was updated before it tells when it was published
            self.stamp = given.get("datetime") or self.stamp
        elif tag == "abbr" and any(map(str.isdigit, given.get("title") or "")):
            self.stamp = (
                self.stamp or given["title"] or ""
            )  # «<abbr title="16 вересня 2024">нещодавно</abbr>»
        elif "property" in given and _ISSUED.search(given["property"] or ""):
            self.stamp = given.get("content") or self.stamp
        return node.first_child

    def _open(self, tag: str, named: Names, given: dict[str, str | None]) -> None:
        if self.parts:
            self._flush()
        if "-" in tag and "href" in given:  # <news-card href="/news/7">
            self.links.append(True)
        if self.box is not None and self.box.depth >= _DEEPEST:
            self.deeper += 1
            return
        box = Box(tag, named.text, self.box, len(self.page.lines))
        box.bad = named.bad or tag in _CHROME or given.get("role") in BAD_ROLES
        if tag in ("main", "body") or given.get("role") == "main":  # «with sidebar right»
            box.bad = False
        box.good = named.good
        box.item = "itemscope" in given
        self.page.boxes.append(box)
        self.box = box

    def _leave(self, node: LexborNode, tag: str) -> None:
        if (tag in BREAKING or "-" in tag or self._was_alone(node, tag)) and self.box is not None:
            if self.parts:
                self._flush()
            if "-" in tag and "href" in node.attributes and self.links:
                self.links.pop()
            if self.deeper:
                self.deeper -= 1
                return
            self.box.last = len(self.page.lines)
            self.box = self.box.parent
        else:
            self.closed = True
            if tag in ("b", "strong") and self.bold:
                self.bold -= 1
            if tag == "a" and self.links:
                self.links.pop()

    def _flush(self) -> None:
        text = " ".join("".join(self.parts).split())
        if _ODD.search(text):
            text = clean_line(text)
        self.parts.clear()
        if text and self.box is not None:
            linked = min(self.linked, len(text))
            bold = self.fat > 0.8 * len(text)
            self.page.lines.append(Line(text, linked, self.box, self.stamp, self.document, bold))
        self.linked, self.stamp, self.document, self.fat = 0, "", False, 0
