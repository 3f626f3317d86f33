"""What stands around an article on its page: teasers of other articles, and the box that holds its own text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Literal

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line, matching_key
from scrapers.html import Page, text_of
from scrapers.parsers.generic_words import is_end, is_stamp
from scrapers.parsers.other_links import TITLE_LETTERS, leads_away, may_be_title
from scrapers.parsers.spots import ancestors
from scrapers.urls import host_of

_SAYING = "time, span, div, p, li, td, dd, em, i, b, a, small"
_PARTS = "time, div, p, li, td"
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_TITLES = "td, p, b, strong, span, div, font"
_STAMP = 90
_LONG, _SHORT = 600, 200  # letters of a teaser at most, and of one that leads to another host
_CHANGED = re.compile(r"оновлен|обновлен|змінен|редагу|сьогодні|сегодня|зараз", re.I)
_LABEL = re.compile(r"(?:дата\s+публікації|опублікован|розміщен|створен|додан|оприлюднен|опубликован)", re.I)
_AROUND = 4  # boxes around a link that interrupts a text
_BESIDE = 200  # letters of a small box that holds a title
_ORIGIN = re.compile(r"walk:([a-z][a-z0-9]*)(?:\.([\w-]+))?")


class Surroundings:
    """One page, read for what is not the article. Until its title is known only links tell teasers."""

    def __init__(self, page: Page, url: str) -> None:
        self._page, self._url = page, url
        self._title = 0
        self._above: set[int] = set()  # what holds the title, and itself
        self.text_box: LexborNode | None = None

    def set_title(self, title: str, node: LexborNode | None = None) -> None:
        """`node`, or the heading, or the first other element, that says only this. A heading without a link goes
        before one that leads to the page itself, as a row of the newest articles shows it.
        """
        if node is None and (node := next(self._saying(title), None)) is not None and _is_linked(node):
            node = next(
                (each for each in self._saying(title) if each.tag in _HEADS and not _is_linked(each)), node
            )
        if node is not None:
            self._title = node.mem_id
            self._above = _line_of(node)

    @cached_property
    def _own(self) -> set[int]:
        """What holds the text, and itself."""
        return _line_of(self.text_box) if self.text_box is not None else set()

    def is_own(self, box: LexborNode) -> bool:
        """It holds the title or the text."""
        return box.mem_id in self._above or box.mem_id in self._own

    @property
    def depth(self) -> int:
        """Of the smallest box that holds both title and text: how many boxes that is, the page's own among them."""
        return len(self._above & self._own)

    def _saying(self, title: str) -> Iterator[LexborNode]:
        key = matching_key(title)
        for css in (_HEADINGS, _TITLES):
            for node in self._page.css(css):
                if matching_key(clean_line(node.text(deep=True))) == key and not self._in_link(node):
                    yield node

    def holds_title(self, node: LexborNode) -> bool:
        return node.mem_id in self._above

    def is_teaser(self, node: LexborNode, own: Collection[int] = ()) -> bool:
        """The smallest box around it that links to an article links to one other article, and is not the title's, nor
        one of `own`.
        """
        if node.tag == "meta":
            return False
        if self._in_link(node):
            return True
        for box in ancestors(node) if self._above else ():
            if box.mem_id in self._above or box.mem_id in own or box.tag in ("body", "html"):
                return False
            others = self._others(box)
            if others:
                away = all(host_of(url) != host_of(self._url) for url in others)  # a law that the text names
                return len(others) == 1 and not _is_long(box, _SHORT if away else _LONG)
        return False

    def is_said_by_teasers_only(self, raw: str, text: Sequence[str], origin: str) -> bool:
        """Every place of the page that says this is a teaser; what holds the text that structure found is none."""
        said = [
            node
            for node in self._stamps
            if raw == node.attributes.get("datetime") or raw in clean_line(node.text(deep=True))
        ]
        if not said or not all(map(self.is_teaser, said)):
            return False
        box = self.box_of(tuple(text), origin) if text else None
        own = _line_of(box) if box is not None else set()
        return all(self.is_teaser(node, own) for node in said)

    def whole_title(self, title: str) -> str:
        """What a heading says, where `title` is a part of it or has the site's name behind it, and <title> knows it."""
        named = self._page.css_first("title")
        head = matching_key(clean_line(named.text(deep=True))) if named is not None else ""
        key = matching_key(title)
        for css in (_HEADINGS, _TITLES):
            for node in self._page.css(css):
                said = matching_key(text := clean_line(node.text(deep=True)))
                if said == key or len(said) < TITLE_LETTERS or not f"{head} ".startswith(f"{said} "):
                    continue
                if (f" {key} " in f" {said} " or key == head) and not self._in_link(node):
                    return text
        return title

    def stamps_above(self) -> Iterator[str]:
        """Short texts above the title that tell a date and little else, outside of teasers."""
        for node in self._page.css(f"{_HEADINGS}, {_SAYING}"):
            if node.mem_id == self._title:
                return
            text = clean_line(node.text(deep=True))
            if (
                len(text) < _STAMP
                and is_stamp(text)
                and not _CHANGED.search(text)
                and not self.is_teaser(node)
            ):
                yield text

    def labelled(self) -> Iterator[str]:
        """Short texts that begin with «Опубліковано» and the like, outside of teasers."""
        for node in self._stamps:
            text = clean_line(node.text(deep=True))
            if len(text) < _STAMP and _LABEL.match(text) and not self.is_teaser(node):
                yield text

    def above_others(self, lines: Sequence[str]) -> tuple[str, ...]:
        """These lines up to the first that another article's title, or «Інші новини», stands above."""
        wanted = {_squeezed(line) for line in lines}
        above: set[str] = set()
        under: set[str] = set()
        said = below = False
        for node in self._page.css(f"{_HEADINGS}, a, {_TITLES}, li"):
            said = said or node.mem_id == self._title
            if not said:
                continue
            text = clean_line(node.text(deep=True))
            # «Залишити коментар» stands above the text too
            leads = node.tag == "a" and self._is_title(node) and not self._is_beside_title(node)
            leads = leads and not _is_between(node, wanted)
            below = below or (bool(above) and is_end(text)) or leads
            if (key := _squeezed(text)) in wanted:
                (under if below else above).add(key)
        end = next((i for i, line in enumerate(lines) if _squeezed(line) in under - above), len(lines))
        return tuple(lines[:end])

    def _is_title(self, link: LexborNode) -> bool:
        return leads_away(link, self._url) is not None and may_be_title(link)

    def _is_beside_title(self, link: LexborNode) -> bool:
        """In a small box with the title: the rubric, or who wrote it."""
        box = link.parent
        return (
            box is not None and box.mem_id in self._above and len(clean_line(box.text(deep=True))) < _BESIDE
        )

    def take_out_teasers(self) -> str:
        """The page without them. Nothing else may be asked of it afterwards."""
        boxes = {box.mem_id: box for link in self._page.css("a[href]") if (box := self._teaser_of(link))}
        for box in boxes.values():
            box.decompose()
        return self._page.html or ""

    def _teaser_of(self, link: LexborNode) -> LexborNode | None:
        """The largest box that links to this article only."""
        url = leads_away(link, self._url)
        if not url or not may_be_title(link):
            return None
        box = link
        while (parent := box.parent) is not None and parent.tag not in ("body", "html"):
            if parent.mem_id in self._above or self._others(parent) != {url} or _is_long(parent, _LONG):
                break
            box = parent
        return box

    def pictures_of_others(self, box: LexborNode) -> set[str]:
        """Addresses of pictures that link to other pages."""
        return {
            (image.attributes.get("src") or "").strip()
            for link in box.css("a[href]")
            if leads_away(link, self._url)
            for image in link.css("img")
        }

    def box_of(self, lines: tuple[str, ...], origin: str) -> LexborNode | None:
        """The box that an origin like «walk:div.content» names, where only one of them says these lines."""
        match = _ORIGIN.match(origin)
        if match is None or match[1] == "nothing":
            return None
        css = match[1] + (f"[class~='{match[2]}' i]" if match[2] else "")
        ends = [_squeezed(line) for line in (*lines[:1], *lines[-1:])]
        found = [
            node
            for node in self._page.css(css)
            if all(end in _squeezed(node.text(deep=True)) for end in ends)
        ]
        return found[-1] if found and all(each.mem_id in _line_of(found[-1]) for each in found) else None

    @cached_property
    def _stamps(self) -> list[LexborNode]:
        """The innermost elements that can say a date."""
        return [node for node in self._page.css(_SAYING) if node.tag == "time" or not node.css_first(_PARTS)]

    def _in_link(self, node: LexborNode) -> bool:
        return any(
            each.tag == "a" and leads_away(each, self._url) and may_be_title(each)
            for each in (node, *ancestors(node), *_only_link(node))
        )

    def _others(self, box: LexborNode) -> set[str]:
        return {
            url for link in box.css("a[href]") if (url := leads_away(link, self._url)) and may_be_title(link)
        }


def _line_of(node: LexborNode) -> set[int]:
    return {node.mem_id, *(each.mem_id for each in ancestors(node))}


def _is_between(link: LexborNode, wanted: Collection[str]) -> bool:
    """Paragraphs of the text stand right before and right behind the box of this link: it interrupts them."""
    return any(
        all(
            side is not None and side.tag in ("p", "ul", "ol", "blockquote") and _first_of(side) in wanted
            for side in (_beside(box, "prev"), _beside(box, "next"))
        )
        for box in [link, *ancestors(link)][:_AROUND]
    )


def _beside(box: LexborNode, side: Literal["prev", "next"]) -> LexborNode | None:
    other: LexborNode | None = getattr(box, side)
    while other is not None and (other.tag or "-").startswith("-"):
        other = getattr(other, side)
    return other


def _first_of(box: LexborNode) -> str:
    """What a paragraph says, or the first item of a list."""
    item = box.css_first("li") if box.tag in ("ul", "ol") else None
    return _squeezed((item or box).text(deep=True))


def _is_linked(node: LexborNode) -> bool:
    return node.css_first("a[href]") is not None or any(box.tag == "a" for box in ancestors(node))


def _is_long(box: LexborNode, most: int) -> bool:
    """It says more than a teaser does: a text with one link in it."""
    return len(clean_line(box.text(deep=True))) > most


def _only_link(node: LexborNode) -> list[LexborNode]:
    """A link that says all that a heading says."""
    link = node.css_first("a[href]") if node.tag in _HEADS else None
    return [link] if link is not None and text_of(link) == text_of(node) else []


def _squeezed(text: str) -> str:
    return "".join(clean_line(text).split())
