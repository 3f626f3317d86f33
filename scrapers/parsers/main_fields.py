"""Title, date and text of a page: by the layout's selectors, and where its layout is `generic` each field that they
do not find by structure.

A match that stands in another article's teaser is none. Of several matches the one is taken that structure finds too;
where it cannot tell, that is LayoutChanged, as everywhere: a wrong value is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape

from scrapers.clean import clean_line, matching_key
from scrapers.dates import KYIV, Moment, find_dates, read_date
from scrapers.errors import DateUnreadable, LayoutChanged
from scrapers.html import Found, Fragment, Page, cut, nodes_of, one, parse, read_fragment, text_of, value_of
from scrapers.parsers.generic import Extracted, extract
from scrapers.parsers.generic_words import is_label, is_stamp
from scrapers.parsers.slashes import in_order_of_page
from scrapers.parsers.teasers import Surroundings
from scrapers.parsers.trails import find_labelled, find_trail
from scrapers.registry import Layout

_SURE = 0.8  # share of a text's lines that two readings must have in common to be the same text
_SHORT = 400  # letters; a longer text is one, wherever it stands
_FIELD = 120  # letters of a field that may hold a date among other words
_TITLE = re.compile(r"<title\b[^>]*>[^<]*</title\s*>", re.I)
_BESIDE = 30  # letters beside a date in a line that only tells it
_HEADS = 4  # lines of a text that may still be its title and its date


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFields:
    """What every article has. `origins` has no «published» where there is none."""

    title: str
    published: Moment | None
    fragment: Fragment
    author: str | None  # only where the page was read by structure
    crumbs: tuple[str, ...]  # by structure, whether or not selectors find others
    origins: dict[str, str]


def read_main_fields(text: str, page: Page, layout: Layout, url: str, now: datetime) -> MainFields:
    """`now` is the time of the fetch. Raises LayoutChanged or DateUnreadable."""
    if layout.generic:
        return _Reading(text, page, layout, url, now).read()
    title, published, body = (
        one(page, getattr(layout, name), name) for name in ("title", "published", "body")
    )
    return MainFields(
        title=value_of(title),
        published=read_date(value_of(published)),
        fragment=read_fragment(cut(text, body), layout.drop),
        author=None,
        crumbs=(),
        origins={"title": f"css:{title.css}", "published": f"css:{published.css}", "body": f"css:{body.css}"},
    )


class _Reading:
    """One page of a layout with `generic = true`; structure is read when the first field asks for it."""

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
        return self._led_by(self.known, named, read) if self.known else read

    def _led_by(self, title: str, text: str, read: Extracted) -> Extracted:
        """Once more where structure took a heading within the text for the title."""
        if matching_key(read.title) == matching_key(title):
            return read
        heading = rf"<(h[1-6])\b[^>]*>(\s*{re.escape(escape(read.title, quote=False))}\s*)</\1\s*>"
        plain, count = re.subn(heading, r"<p>\2</p>", text, flags=re.I)
        return extract(plain, self.url, self.now) if count else read

    def read(self) -> MainFields:
        title = self._title()
        published = self._published(title)
        fragment = self._body(title, published)
        author = None
        if "structure" in self.__dict__ and self.structure.author:
            author = self.structure.author
            self._by_structure("author")
        return MainFields(
            title=title,
            published=published,
            fragment=fragment,
            author=author,
            crumbs=tuple(find_trail(self.page, title) or filter(None, [find_labelled(self.page)])),
            origins=self.origins,
        )

    def _title(self) -> str:
        found = self._sole(
            "title", lambda said: matching_key(value_of(said)) == matching_key(self.structure.title)
        )
        if found is not None and (title := value_of(found)):
            self.origins["title"] = f"css:{found.css}"
            self.around.set_title(title, found.node)
            self.known = title
            return title
        if not self.structure.title:
            raise LayoutChanged(
                f"title: nothing matched {_either(self.layout.title)} on {self.url}, and structure shows none"
            )
        self._by_structure("title")
        title = self.around.whole_title(self.structure.title)
        if title != self.structure.title:
            self.origins["title"] += ", as a heading says it"
            self.structure = self._led_by(title, self.text, self.structure)
        self.around.set_title(title)
        return title

    def _body(self, title: str, published: Moment | None) -> Fragment:
        found = self._sole("body", lambda said: self._same_text(self._fragment(said).lines))
        if found is not None:
            self.origins["body"] = f"css:{found.css}"
            fragment = self._fragment(found)
        else:
            self._by_structure("body")
            body = self.structure.body
            if sum(map(len, body)) < _SHORT and (own := self.around.above_others(body)) != body:
                self.origins["body"] += ", cut where other articles begin"
                body = own
            fragment = self._around_lines(body)
        lines = _without_edges(fragment.lines, title, published)
        return Fragment(lines=lines, images=fragment.images, links=fragment.links, frames=fragment.frames)

    def _published(self, title: str) -> Moment | None:
        found = self._sole("published", lambda said: self._same_day(_moment(said, self.now)))
        moment = _moment(found, self.now) if found is not None else None
        if found is not None and moment is not None:
            self.origins["published"] = f"css:{found.css}"
        else:
            moment = self.structure.published
            said = text_of(found.node) if found is not None else ""
            if said and (moment is None or clean_line(moment.raw) not in said):
                raise DateUnreadable(
                    f"published: expected a date in {found and found.css!r}, came {said[:80]!r}"
                )
            if moment is not None and self.around.is_said_by_teasers_only(moment.raw):
                moment = self._without_teasers(title)
            elif moment is not None:
                self._by_structure("published")
                moment = self._labelled(moment) or self._told_finer(moment)
            if moment is None and not said:
                moment = self._above_title()
        if moment is not None:
            moment = in_order_of_page(moment, self.text)
        if moment is not None and moment.year_inferred:
            self.origins["published"] += ", year inferred"
        return moment

    def _without_teasers(self, title: str) -> Moment | None:
        """The date once more, from the page without its teasers."""
        around = Surroundings(parse(self.text), self.url)
        around.set_title(title)
        again = extract(around.take_out_teasers(), self.url, self.now)
        if again.published is not None:
            confidence, origin = again.confidence["published"], again.origins["published"]
            self.origins["published"] = f"generic {confidence:.2f}: {origin}, teasers left out"
        return again.published

    def _above_title(self) -> Moment | None:
        """The only date above the title that is no teaser's, nor a clock's: today's date tells nothing there."""
        today = self.now.astimezone(KYIV).date()
        told = [each for text in self.around.stamps_above() if (each := _only_date(text, self.now))]
        days = {each.at.date() for each in told}
        if len(days) != 1 or min(days) >= today:
            return None
        moment = next((each for each in told if each.precision == "minute"), told[0])
        self.origins["published"] = "generic 0.50: above the title"
        return moment

    def _labelled(self, moment: Moment) -> Moment | None:
        """Where structure's date stands in the text: the one that a label calls the day of publication."""
        if not any(moment.raw in line for line in self.structure.body):
            return None
        told = {each.at: each for text in self.around.labelled() if (each := _only_date(text, self.now))}
        if len(told) != 1:
            return None
        self.origins["published"] = "generic 0.70: label"
        return told.popitem()[1]

    def _told_finer(self, moment: Moment) -> Moment:
        """An attribute that names the day only often stands at a text that names the minute."""
        if moment.precision == "minute" or '"' in moment.raw:
            return moment
        for node in nodes_of(self.page, f'[datetime="{moment.raw}"]'):
            told = _moment(Found(node, "[datetime]::attr(datetime)"), self.now)
            if told is not None and told.precision == "minute" and not self.around.is_teaser(node):
                return told
        return moment

    def _sole(self, name: str, agrees: Callable[[Found], bool]) -> Found | None:
        """The node of the first alternative that matches outside of teasers, or None."""
        for css in getattr(self.layout, name):
            found = [Found(node, css) for node in nodes_of(self.page, css) if not self.around.is_teaser(node)]
            if len(found) > 1 and name != "body" and len({value_of(each) for each in found}) == 1:
                found = found[:1]
            if len(found) > 1:
                same = [each for each in found if agrees(each)]
                if len(same) != 1:
                    raise LayoutChanged(f"{name}: {css!r} matched {len(found)} nodes, expected 1")
                found = same
            if found:
                return found[0]
        return None

    def _fragment(self, found: Found) -> Fragment:
        return read_fragment(cut(self.text, found), self.layout.drop)

    def _same_text(self, lines: Iterable[str]) -> bool:
        told, shown = set(lines), set(self.structure.body)
        return bool(shown) and len(told & shown) >= _SURE * max(len(told), len(shown))

    def _same_day(self, moment: Moment | None) -> bool:
        shown = self.structure.published
        return moment is not None and shown is not None and moment.at.date() == shown.at.date()

    def _by_structure(self, name: str) -> None:
        self.origins[name] = f"generic {self.structure.confidence[name]:.2f}: {self.structure.origins[name]}"

    def _around_lines(self, lines: tuple[str, ...]) -> Fragment:
        """Lines that structure found, with images and documents of the box where they stand."""
        box = self.around.box_of(lines, self.structure.origins["body"])
        if box is None:
            return Fragment(lines=lines, images=(), links=(), frames=())
        shown = read_fragment(box.html or "", self.layout.drop)
        if sorted(" ".join(lines).split()) == sorted(" ".join(shown.lines).split()):
            lines = shown.lines  # the same words, in the order of the page
        return Fragment(lines=lines, images=shown.images, links=shown.links, frames=shown.frames)


def _moment(found: Found, now: datetime) -> Moment | None:
    """What the attribute tells, or the text where that is more exact: «<time datetime="2024-09-16">16.09.24 08:41»."""
    texts = dict.fromkeys((value_of(found), text_of(found.node)))
    told = [moment for text in texts if (moment := _only_date(text, now)) is not None]
    exact = [each for each in told if each.precision == "minute"]
    if exact and exact[0].at.date() == told[0].at.date():
        return exact[0]
    return told[0] if told else None


def _only_date(text: str, now: datetime) -> Moment | None:
    """Of a field that says more than the date, such as «Опубліковано в Новини 16 вересня 2024», the only one in it."""
    try:
        return read_date(text, now)
    except DateUnreadable:
        spots = find_dates(text, now) if len(text) < _FIELD else []
        return spots[0].moment if len(spots) == 1 else None


def _without_edges(lines: tuple[str, ...], title: str, published: Moment | None) -> tuple[str, ...]:
    """A box wider than the text begins with the title and the date once more, or ends with the date."""
    key = matching_key(title)
    raw = published.raw if published is not None else ""

    def dated(line: str) -> bool:
        return is_stamp(line) or bool(
            raw and raw in line and len(line) < len(raw) + _BESIDE and line[-1] not in ".!?:"
        )

    head = [i for i, line in enumerate(lines[:_HEADS]) if matching_key(line) == key or dated(line)]
    if head and all(dated(line) or is_label(line) for line in lines[: head[0]]):
        lines = lines[head[-1] + 1 :]
    while lines and published is not None and published.raw in lines[-1] and is_label(lines[-1]):
        lines = lines[:-1]
    return lines


def _either(alternatives: tuple[str, ...]) -> str:
    return " nor ".join(map(repr, alternatives)) or "no selector"
