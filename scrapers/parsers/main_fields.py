"""Title, date and text of a page: by the layout's selectors, and where its layout is `generic` each field that they
do not find by structure.

A match that stands in another article's teaser is none. Of several matches the one is taken that structure finds too;
where it cannot tell, that is LayoutChanged, as everywhere: a wrong value is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import dropwhile, takewhile

from scrapers.clean import matching_key
from scrapers.dates import Moment, find_dates, read_date
from scrapers.errors import LayoutChanged
from scrapers.fragment import Fragment, read_fragment
from scrapers.html import Found, Page, one, read_container, value_of
from scrapers.parsers.file_fields import with_files
from scrapers.parsers.generic import extract
from scrapers.parsers.generic_page import HEADINGS
from scrapers.parsers.generic_site import SITE
from scrapers.parsers.generic_words import is_junk, is_label, is_stamp
from scrapers.parsers.lead_above import leads_above
from scrapers.parsers.main_date import read_published
from scrapers.parsers.partly_known import PartlyKnown
from scrapers.parsers.second_look import may_stand_elsewhere, stands_elsewhere, within
from scrapers.parsers.teasers import Surroundings
from scrapers.registry import Layout

_SURE = 0.8  # share of a text's lines that two readings must have in common to be the same text
_CONFIRMED = 0.7  # how sure structure is of a title that the head of the page says too
_SHORT = 400  # letters; a longer text is one, wherever it stands
_BESIDE = 30  # letters beside a date in a line that only tells it
_RUBRIC = 60  # letters of a line above a title
_BYLINE = 120  # letters
_PARTS = re.compile(r"\s?[|•·/]\s?\S[^.!?]*$")
_HEADS = 4  # lines of a text that may still be its title and its date


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFields:
    """What every article has. `origins` has no «published» where there is none."""

    title: str
    published: Moment | None
    fragment: Fragment
    author: str | None  # only where the page was read by structure
    origins: dict[str, str]
    around: Surroundings | None = None  # only where the layout is `generic`


def read_main_fields(text: str, page: Page, layout: Layout, url: str, now: datetime) -> MainFields:
    """`now` is the time of the fetch. Raises LayoutChanged or DateUnreadable."""
    if layout.generic:
        return _read_each(PartlyKnown(text, page, layout, url, now))
    title, published, body = (
        one(page, getattr(layout, name), name) for name in ("title", "published", "body")
    )
    return MainFields(
        title=value_of(title),
        published=read_date(value_of(published)),
        fragment=read_container(text, body, layout.drop),
        author=None,
        origins={"title": f"css:{title.css}", "published": f"css:{published.css}", "body": f"css:{body.css}"},
    )


def _read_each(page: PartlyKnown) -> MainFields:
    title = _read_title(page)
    published = read_published(page, title)
    fragment = with_files(page, _read_body(page, title, published))
    _refuse_unlike(page, published, fragment)
    author = page.structure.author if page.asked_structure else None
    if author:
        page.by_structure("author")
    return MainFields(
        title=title,
        published=published,
        fragment=fragment,
        author=author,
        origins=page.origins,
        around=page.around,
    )


def _refuse_unlike(page: PartlyKnown, published: Moment | None, fragment: Fragment) -> None:
    """A page on which no selector matches and that shows no date: a notice, a list, a redesign that cannot be read.
    It would come for every address and take the place of every text. Only where the layout says `undated`, a text
    under a title that the page's head confirms may be an article all the same; without any rules, such a title alone,
    or an <h1>.
    """
    layout = page.layout
    if published is not None or any(map(_by_selector, page.origins.values())):
        return
    confirmed = page.structure.confidence["title"] >= _CONFIRMED
    if not layout.title and not confirmed and page.structure.origins["title"] != "walk:h1":
        raise LayoutChanged(
            f"expected an article on {page.url}: structure shows no date, and a title that nothing confirms"
        )
    if layout.title and not (layout.undated and fragment.lines and confirmed):
        raise LayoutChanged(
            f"expected an article on {page.url}: nothing matched title {' nor '.join(map(repr, layout.title))},"
            " published or body, and structure shows no date"
        )


def _by_selector(origin: str) -> bool:
    return origin.startswith("css:")


def _read_title(page: PartlyKnown) -> str:
    def agrees(said: Found) -> bool:
        return matching_key(value_of(said)) == matching_key(page.structure.title)

    found = page.sole("title", agrees)
    if found is not None and (title := value_of(found)) and not _gives_way(found, title, page):
        page.origins["title"] = f"css:{found.css}"
        page.around.set_title(title, found.node)
        page.known = title
        return title
    title = page.structure.title
    if not title:
        looked_for = " nor ".join(map(repr, page.layout.title)) or "no selector"
        raise LayoutChanged(f"title: nothing matched {looked_for} on {page.url}, and structure shows none")
    page.by_structure("title")
    whole = page.around.whole_title(title)
    if whole != title:
        page.origins["title"] += ", as a heading says it"
        page.structure = page.led_by(whole, page.text, page.structure)
    page.around.set_title(whole)
    return whole


def _gives_way(found: Found, title: str, page: PartlyKnown) -> bool:
    """Large letters or a cell with the site's name, or a heading with the section's, where structure knows better."""
    return _is_another(title, page) or (found.node.tag not in HEADINGS and _is_site(title, page))


def _is_site(title: str, page: PartlyKnown) -> bool:
    """It is called as sites are, and structure finds another heading, with its day."""
    if not SITE.fullmatch(title):
        return False
    read = page.structure
    walked = read.origins["title"].startswith("walk:") and read.published is not None
    return walked and matching_key(read.title) != matching_key(title)


def _is_another(title: str, page: PartlyKnown) -> bool:
    """Whether the page's head says another one, which structure finds over the text: «Новини» is the section's."""
    if page.head_says(title):
        return False
    read = extract(page.text, page.url, page.now)
    said, other = matching_key(title), matching_key(read.title)
    sure = read.confidence["title"] >= _CONFIRMED and page.head_says(read.title)
    return sure and said not in other and other not in said


def _read_body(page: PartlyKnown, title: str, published: Moment | None) -> Fragment:
    def agrees(said: Found) -> bool:
        return _same_text(_fragment(page, said).lines, page.structure.body)

    found = page.sole("body", agrees)
    if found is None:
        return _body_by_structure(page, title, published)
    fragment = _fragment(page, found)
    if may_stand_elsewhere(fragment.lines, page.text) and stands_elsewhere(fragment.lines, page.structure):
        body = _body_by_structure(page, title, published)
        page.origins["body"] += f", next to nothing in css:{found.css}"
        return body
    page.origins["body"] = f"css:{found.css}"
    page.around.text_box = found.node
    if not page.around.holds_title(found.node):
        return _with_lead(page, found, _without_byline(fragment, published))
    lines = _without_edges(fragment.lines, title, published, led=True)
    text = within(lines, page.structure.body)
    if text is None and lines:
        page.origins["body"] += ", structure reads otherwise"
    elif text is not None and text != lines:
        page.origins["body"] += ", edges by structure"
        lines = text
    return _without_byline(replace(fragment, lines=lines), published)


def _with_lead(page: PartlyKnown, found: Found, fragment: Fragment) -> Fragment:
    """With what stands above the box as the first of the text, unless the layout has a selector for a lead."""
    led = leads_above(found.node, page.around, fragment.lines) if fragment.lines else ()
    if not led or any(page.page.css_first(css) is not None for css in page.layout.lead):
        return fragment
    page.origins["body"] += ", with the lead above it"
    return replace(fragment, lines=(*led, *fragment.lines))


def _without_byline(fragment: Fragment, published: Moment | None) -> Fragment:
    """«22.05.2025», «| Охорона здоров’я», «| Відділ комунікацій», in one line or several, which a theme puts into the
    box of the text.
    """
    first = fragment.lines[0] if len(fragment.lines) > 1 else ""
    if published is None or len(first) > _BYLINE or not (is_stamp(first) or _PARTS.search(first)):
        return fragment
    if published.at.date() not in {spot.moment.at.date() for spot in find_dates(first)}:
        return fragment
    rest = dropwhile(lambda line: line[0] in "|•·" and len(line) < _BYLINE, fragment.lines[1:])
    return replace(fragment, lines=tuple(rest))


def _body_by_structure(page: PartlyKnown, title: str, published: Moment | None) -> Fragment:
    page.by_structure("body")
    lines = page.structure.body
    if sum(map(len, lines)) < _SHORT and (own := page.around.above_others(lines)) != lines:
        page.origins["body"] += ", cut where other articles begin"
        lines = own
    fragment = _around_lines(page, lines)
    return replace(fragment, lines=_without_edges(fragment.lines, title, published, led=False))


def _fragment(page: PartlyKnown, found: Found) -> Fragment:
    return read_container(page.text, found, page.layout.drop)


def _same_text(told: Iterable[str], shown: Iterable[str]) -> bool:
    one_way, other_way = set(told), set(shown)
    return bool(other_way) and len(one_way & other_way) >= _SURE * max(len(one_way), len(other_way))


def _around_lines(page: PartlyKnown, lines: tuple[str, ...]) -> Fragment:
    """Lines that structure found, with images and documents of the box where they stand."""
    box = page.around.box_of(lines, page.structure.origins["body"])
    if box is None:
        return Fragment(lines=lines, images=(), links=(), frames=())
    page.around.text_box = box
    shown = read_fragment(box.html or "", page.layout.drop)
    pictures = page.around.pictures_of_others(box)
    shown = replace(shown, images=tuple(image for image in shown.images if image not in pictures))
    own, there = sorted(" ".join(lines).split()), sorted(" ".join(shown.lines).split())
    if own == there:
        return shown  # the same words, in the order of the page
    if len(own) < _SURE * len(there):  # pictures of what else stands there are not the article's
        return Fragment(lines=lines, images=(), links=(), frames=())
    return replace(shown, lines=lines)


def _without_edges(
    lines: tuple[str, ...], title: str, published: Moment | None, *, led: bool
) -> tuple[str, ...]:
    """A box wider than the text begins with the title and the date once more, or ends with the date. `led`: the title
    itself stands in the box, so that short lines above it, such as a rubric, are no text either, nor is «Категорія: …»
    at its end.
    """
    key, raw = matching_key(title), published.raw if published is not None else ""
    dated = [_tells_date(line, raw) for line in lines[:_HEADS]]
    own = [dated[i] or matching_key(line) == key for i, line in enumerate(lines[:_HEADS])]
    above = takewhile(
        lambda i: own[i] or is_label(lines[i]) or (led and _is_short(lines[i])), range(len(own))
    )
    lines = lines[max((i + 1 for i in above if own[i]), default=0) :]
    while lines and ((led and is_junk(lines[-1])) or (raw and raw in lines[-1] and is_label(lines[-1]))):
        lines = lines[:-1]
    return lines[:-1] if len(lines) > 1 and matching_key(lines[-1]) == key else lines


def _is_short(line: str) -> bool:
    return len(line) < _RUBRIC and line[-1] not in ".!?…"


def _tells_date(line: str, raw: str) -> bool:
    """It is a date, or the article's own and a few words, such as «Новини 16 вересня 2024»."""
    if is_stamp(line):
        return True
    near = len(line) < len(raw) + _BESIDE and (line.endswith(raw) or line[-1] not in ".!?:")  # «… 2026 р.»
    return bool(raw) and raw in line and (near or is_label(line))
