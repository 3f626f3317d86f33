"""One page of a layout with `generic = true`: what its selectors match, and what structure shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from html import escape

from scrapers.clean import matching_key
from scrapers.errors import LayoutChanged
from scrapers.html import Found, Page, told_by, value_of
from scrapers.parsers.generic import Extracted, extract
from scrapers.parsers.second_look import read_without_names
from scrapers.parsers.spots import ancestors
from scrapers.parsers.teasers import Surroundings
from scrapers.registry import Layout

_SURE = 0.7
_TITLE = re.compile(r"<title\b[^>]*>[^<]*</title\s*>", re.I)


class PartlyKnown:
    """`origins` grows with each field that is read; structure is read when the first field asks for it."""

    def __init__(self, text: str, page: Page, layout: Layout, url: str, now: datetime) -> None:
        self.text, self.page, self.layout, self.url, self.now = text, page, layout, url, now
        self.around = Surroundings(page, url)
        self.origins: dict[str, str] = {}
        self.known = ""  # the title, if a selector found it

    @cached_property
    def structure(self) -> Extracted:
        named = self.text
        if self.known:  # one <title> for all pages would lead it elsewhere
            named = _TITLE.sub(lambda _: f"<title>{escape(self.known)}</title>", named, count=1)
        read = extract(named, self.url, self.now)
        if self.known:
            read = self.led_by(self.known, named, read)
        return read if read.body else read_without_names(read, named, self.url, self.now)

    def led_by(self, title: str, text: str, read: Extracted) -> Extracted:
        """Once more where structure took a heading within the text for the title."""
        if matching_key(read.title) == matching_key(title):
            return read
        heading = rf"<(h[1-6])\b[^>]*>(\s*{re.escape(escape(read.title, quote=False))}\s*)</\1\s*>"
        plain, count = re.subn(heading, r"<p>\2</p>", text, flags=re.I)
        return extract(plain, self.url, self.now) if count else read

    def head_says(self, title: str) -> bool:
        """Whether <title> or og:title holds a title, which may be cut."""
        node = self.page.css_first("title")
        own = node.text() if node is not None else ""
        if title in own:  # most pages
            return True
        metas = self.page.css("meta[property='og:title']")
        key = matching_key(title.rstrip("…. "))
        return any(
            key in matching_key(said)
            for said in (own, *(meta.attributes.get("content") or "" for meta in metas))
        )

    @property
    def asked_structure(self) -> bool:
        return "structure" in self.__dict__

    def sole(
        self,
        name: str,
        agrees: Callable[[Found], bool],
        tells: Callable[[Found], object] = id,
        best: Callable[[list[Found]], list[Found]] = list,
        *,
        may_be_others: bool = False,
    ) -> Found | None:
        """The node of the first alternative that matches outside of teasers, or None.

        Of several matches those count that agree with structure and are `best` of them, once if they tell the same.
        `may_be_others`: where none agrees and structure is sure of its own, all are other articles'.
        """
        for css in getattr(self.layout, name):
            found = [Found(node, css) for node in told_by(self.page, css) if not self.around.is_teaser(node)]
            if len(found) > 1 and name != "body" and len({value_of(each) for each in found}) == 1:
                found = found[:1]
            if len(found) > 1:
                found = [each for each in found if not _in_foot(each)] or found
            if len(found) > 1:
                same = best([each for each in found if agrees(each)])
                if may_be_others and not same and self.structure.confidence[name] >= _SURE:
                    continue
                if len(set(map(tells, same))) != 1:
                    raise LayoutChanged(f"{name}: {css!r} matched {len(found)} nodes, expected 1")
                found = same
            if found:
                return found[0]
        return None

    def by_structure(self, name: str) -> None:
        self.origins[name] = f"generic {self.structure.confidence[name]:.2f}: {self.structure.origins[name]}"


def _in_foot(found: Found) -> bool:
    """It stands at the foot of the page."""
    return any(box.tag == "footer" for box in ancestors(found.node))
