"""The date of a page whose layout is `generic`: by a selector, by structure, and what speaks against the latter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborNode

from scrapers.clean import clean_line
from scrapers.dates import KYIV, Moment, find_dates, read_date
from scrapers.errors import DateUnreadable
from scrapers.html import Found, nodes_of, parse, text_of, value_of
from scrapers.parsers.generic import extract
from scrapers.parsers.partly_known import PartlyKnown
from scrapers.parsers.slashes import in_order_of_machine, in_order_of_page
from scrapers.parsers.spots import ancestors
from scrapers.parsers.teasers import Surroundings

_BY_DATA = 0.95  # how sure structure is of a date in the page's own data
_MICRODATA = "time[itemprop='datePublished'][datetime]::attr(datetime)"
_ONLY_DAY = re.compile(r"T(?:00:00(?!:?\d*[1-9])|12:00:00Z)")
_HOUR = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:.])")
# another day, or how long it takes to read
_CHANGED = re.compile(r"оновлен|змінен|редагу|читан|хвилин", re.I)
_AROUND = 4  # boxes around a date in which its hour may stand
_FIELD = 120  # letters of a field that may hold a date among other words


def read_published(page: PartlyKnown, title: str) -> Moment | None:
    """None where the page tells none that is surely its own. Raises LayoutChanged or DateUnreadable."""
    found = page.sole(
        "published",
        lambda said: _same_day(page, _moment(said, page.now)),
        lambda said: _moment(said, page.now),
        lambda same: _finest(same, page.now),
        may_be_others=True,
    )
    moment = _moment(found, page.now) if found is not None else None
    if found is None:
        moment = _by_structure(page, title)
    elif moment is None:
        moment = _in_field(page, found)
    else:
        page.origins["published"] = f"css:{found.css}"
        moment = _with_hour(moment, found, page)
    if moment is None:
        return None
    if moment.year_inferred:
        page.origins["published"] += ", year inferred"
    return in_order_of_page(moment, page.text)


def _with_hour(moment: Moment, found: Found, page: PartlyKnown) -> Moment:
    """The day with the only hour that a small box around it tells: builders show both as items of a list."""
    if moment.precision != "day" or found.node.tag == "meta":
        return moment
    for box in islice(ancestors(found.node), _AROUND):
        said = clean_line(box.text(deep=True, separator=" "))
        if len(said) > _FIELD or _CHANGED.search(said):
            break
        hours = _HOUR.findall(said)
        if len(hours) == 1:
            whole = _only_date(f"{moment.raw} {hours[0]}", page.now)
            return whole if whole is not None and whole.at.date() == moment.at.date() else moment
    return moment


def _in_field(page: PartlyKnown, found: Found) -> Moment:
    """The selected field is in a form that `dates` does not know: only what structure read in it is taken."""
    said, moment = text_of(found.node), page.structure.published
    if moment is None or clean_line(moment.raw) not in said:
        raise DateUnreadable(f"published: expected a date in {found.css!r}, came {said[:80]!r}")
    page.by_structure("published")
    return moment


def _by_structure(page: PartlyKnown, title: str) -> Moment | None:
    moment = page.structure.published
    if moment is None:
        moment = _above_title(page)
    elif page.around.is_said_by_teasers_only(moment.raw, page.structure.body, page.structure.origins["body"]):
        moment = _without_teasers(page, title)
    else:
        page.by_structure("published")
        moment = _labelled(page, moment) or _told_finer(page, moment)
    if page.structure.confidence["published"] < _BY_DATA:
        moment = _marked(page) or moment
    return moment


def _without_teasers(page: PartlyKnown, title: str) -> Moment | None:
    """The date once more, from the page without its teasers."""
    around = Surroundings(parse(page.text), page.url)
    around.set_title(title)
    again = extract(around.take_out_teasers(), page.url, page.now)
    if again.published is not None:
        confidence, origin = again.confidence["published"], again.origins["published"]
        page.origins["published"] = f"generic {confidence:.2f}: {origin}, teasers left out"
    return again.published


def _marked(page: PartlyKnown) -> Moment | None:
    """What microdata calls the day of publication: a page may show the day of a change first."""
    found = [Found(node, _MICRODATA) for node in nodes_of(page.page, _MICRODATA)]
    told = [_moment(each, page.now) for each in found if not page.around.is_teaser(each.node)]
    if len({each and each.at for each in told}) != 1 or told[0] is None:
        return None
    page.origins["published"] = "generic 0.90: microdata:datePublished"
    return told[0]


def _above_title(page: PartlyKnown) -> Moment | None:
    """The only date above the title that is no teaser's, nor a clock's: today's date tells nothing there."""
    today = page.now.astimezone(KYIV).date()
    told = [each for text in page.around.stamps_above() if (each := _only_date(text, page.now))]
    days = {each.at.date() for each in told}
    if len(days) != 1 or min(days) >= today:
        return None
    moment = next((each for each in told if each.precision == "minute"), told[0])
    page.origins["published"] = "generic 0.50: above the title"
    return moment


def _labelled(page: PartlyKnown, moment: Moment) -> Moment | None:
    """Where structure's date stands in the text: the one that a label calls the day of publication."""
    if not any(moment.raw in line for line in page.structure.body):
        return None
    told = {each.at: each for text in page.around.labelled() if (each := _only_date(text, page.now))}
    if len(told) != 1:
        return None
    page.origins["published"] = "generic 0.70: label"
    return told.popitem()[1]


def _told_finer(page: PartlyKnown, moment: Moment) -> Moment:
    """An attribute that names the day only often stands at a text that names the minute."""
    if moment.precision == "minute" or '"' in moment.raw:
        return moment
    for node in nodes_of(page.page, f'[datetime="{moment.raw}"]'):
        told = _moment(Found(node, "[datetime]::attr(datetime)"), page.now)
        if told is not None and told.precision == "minute" and not page.around.is_teaser(node):
            return told
    return moment


def _finest(same: list[Found], now: datetime) -> list[Found]:
    """Those that tell the minute of their day, if any does: a side column shows the article too, with its day."""
    told = [_moment(each, now) for each in same]
    whole = [each for each, moment in zip(same, told, strict=True) if moment and moment.precision == "minute"]
    return whole or same


def _same_day(page: PartlyKnown, moment: Moment | None) -> bool:
    shown = page.structure.published
    return moment is not None and shown is not None and moment.at.date() == shown.at.date()


def _moment(found: Found, now: datetime) -> Moment | None:
    """What the attribute tells, or the text where that is more exact: «<time datetime="2024-09-16">16.09.24 08:41».
    Or a <time> within that tells the minute of the day that the text shows.
    """
    value = value_of(found)
    texts = dict.fromkeys((value[:10] if _ONLY_DAY.search(value) else value, text_of(found.node)))
    told = [moment for text in texts if (moment := _only_date(text, now)) is not None]
    if not any(each.precision == "minute" for each in told):
        told += [
            moment for text in _stamps_within(found.node) if (moment := _only_date(text, now)) is not None
        ]
    elif (ordered := in_order_of_machine(told[0], _stamps_within(found.node))) is not None:
        return ordered
    same_day = (each for each in told if each.at.date() == told[0].at.date())
    return next((each for each in same_day if each.precision == "minute"), told[0] if told else None)


def _stamps_within(node: LexborNode) -> Iterator[str]:
    """Its own and those of a <time> in it; without those of systems that keep a day as midnight, or as noon."""
    for each in node.css("[datetime]"):  # css() looks at the node too
        if (said := each.attributes.get("datetime")) and not _ONLY_DAY.search(said):
            yield said


def _only_date(text: str, now: datetime) -> Moment | None:
    """Of a field that says more than the date, such as «Опубліковано в Новини 16 вересня 2024», the only one in it."""
    try:
        return read_date(text, now)
    except DateUnreadable:
        spots = find_dates(text, now) if len(text) < _FIELD else []
        return spots[0].moment if len(spots) == 1 else None
