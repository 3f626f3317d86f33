"""When a page says as data that it was published: its metas, its JSON-LD, the end of its <title>, its address."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from scrapers.clean import clean_line
from scrapers.dates import KYIV, Moment, find_dates, read_date
from scrapers.errors import DateUnreadable
from scrapers.parsers.generic_page import Box, Page
from scrapers.parsers.generic_western import western

# in lower case, with «:», «_» and «-» as «.»
_METAS = (
    "article.published.time og.article.published.time og.published.time datepublished publishdate pubdate publish.date"
    " publication.date article.published dc.date.issued dcterms.issued dcterms.created dc.created dc.date.created"
    " dc.date.publication dc.date dcterms.date date og.pubdate parsely.pub.date bt.pubdate rnews.datepublished"
    " originalpublicationdate article.date.original mediator.published.time vr.published.time twt.published.at"
    " cxenseparse.recs.publishtime sailthru.date article.created date.published published.date release.date"
    " pub.date apub.time og.time ptime gentime"
).split()
_MARKS = str.maketrans(":_-", "...")
_ISO_DAY = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)T")
_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:[/-](?:[a-z]+/)?(?P<month>\d\d?)[/-](?P<day>\d\d?)/"
    r"|-(?P<second>\d\d)-(?P<third>\d\d)(?:[-_/.]|$)|/(?P<name>[a-z]{3})/(?P<last>\d\d?)/)",
    re.I,
)
_MONTHLY = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_LAST_PART = re.compile(r"\s[|–—-]\s+([^|–—]{6,30})$")
_UNIX = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or milliseconds
_BESIDE = 3  # lines
FIRST = datetime(1995, 1, 1, tzinfo=KYIV)


class Dated(NamedTuple):
    moment: Moment | None
    origin: str
    confidence: float


NOTHING = Dated(None, "walk:nothing", 0.0)


def read_stated(page: Page, title_line: int, told: dict[str, str], now: datetime) -> Dated:
    """The day of the page's metas, or else of its data (what each origin tells), or a time beside the title."""
    names = [name for name in page.metas if _rank_of(name) >= 0]
    for name in sorted(names, key=_rank_of):
        if (moment := as_moment(page.metas[name], now)) is not None:
            return Dated(moment, f"meta:{name}", 0.95)
    for origin, said in told.items():
        if (moment := as_moment(said, now)) is not None:
            return Dated(moment, origin, 0.95)
    return _beside_title(page, title_line, now)


def _beside_title(page: Page, title_line: int, now: datetime) -> Dated:
    """The only day that empty elements tell right above or below the title: «<time datetime=…></time>»."""
    near = range(title_line, title_line + _BESIDE + 1) if title_line >= 0 else range(0)
    told = [
        as_moment(said, now)
        for said, before, box in page.times
        if before in near and not _is_set_aside(box, title_line)
    ]
    days = {moment.at.date() for moment in told if moment is not None}
    own = next((moment for moment in told if moment is not None), None)
    return Dated(own, "attribute:time", 0.85) if own is not None and len(days) == 1 else NOTHING


@lru_cache(maxsize=1024)
def _rank_of(name: str) -> int:
    """How soon a meta is believed; -1 if it tells no day of publication."""
    plain = name.translate(_MARKS)
    return _METAS.index(plain) if plain in _METAS else -1


def as_moment(text: str, now: datetime) -> Moment | None:
    """What a machine wrote. «2021-01-03T17:40:00EET», of a zone that nobody can be sure of, tells the day."""
    if not text or not re.search(r"\d.*\d", text):
        return None
    moment: Moment | None
    try:
        unix = _UNIX.fullmatch(text)
        at = datetime.fromtimestamp(int(unix[1]), KYIV) if unix else None
        moment = Moment(at=at, precision="minute", raw=text) if at else read_date(text)
    except DateUnreadable:
        day = _ISO_DAY.match(text)
        spots = find_dates(day[1] if day else western(clean_line(text)[:60]))
        moment = spots[0].moment if spots else None
    return moment if moment is not None and FIRST < moment.at < now + timedelta(days=1) else None


def settled(found: Dated, page: Page, title: str, url: str, now: datetime) -> Dated:
    """What else tells the day where the page shows none, or only one without a year."""
    if found.moment is not None and not found.moment.year_inferred:
        return found
    for other in (date_in_address(url, now), _behind_title(page, title, now), _among_crumbs(page, now)):
        if other.moment is not None:
            return other
    return found


def date_in_address(url: str, now: datetime) -> Dated:
    """«/2024/09/16/nazva», «/2024-09-16-nazva», «/2024/sep/16/». Numbers that are ids are no dates."""
    match = _ADDRESS.search(url)
    if match is None:
        return NOTHING
    told = match.groupdict()
    month, day = told["month"] or told["second"], told["day"] or told["third"]
    text = (
        f"{told['year']}-{month:0>2}-{day:0>2}"
        if month and day
        else f"{told['last']} {told['name']} {told['year']}"
    )
    moment = as_moment(text, now)
    return Dated(moment, "url", 0.5) if moment is not None and moment.precision == "day" else NOTHING


def _behind_title(page: Page, title: str, now: datetime) -> Dated:
    """«Old bridge closes | The Post | 19.01.2020»: a part of its own, that the heading does not say."""
    for text in (page.title, page.meta("og:title")):
        part = _LAST_PART.search(text)
        spots = find_dates(western(part[1].strip())) if part else []
        if part and len(spots) == 1 and spots[0].end - spots[0].start == len(part[1].strip()):
            moment = spots[0].moment
            if moment.precision == "day" and FIRST < moment.at < now and part[1].strip() not in title:
                return Dated(moment, "head:title", 0.5)
    return NOTHING


def _is_set_aside(box: Box | None, title_line: int) -> bool:
    """In a list or a side column that the title is not in."""
    while box is not None and not box.first <= title_line < box.last:
        if box.tag in ("aside", "li", "blockquote"):
            return True
        box = box.parent
    return False


def _among_crumbs(page: Page, now: datetime) -> Dated:
    moment = as_moment(page.crumbs, now)
    return Dated(moment, "walk:nav", 0.5) if moment is not None else NOTHING


def month_in_address(url: str) -> tuple[datetime, datetime] | None:
    """Blogs write the year and the month of publication into addresses: between these two, a day of grace each."""
    match = _MONTHLY.search(url)
    if match is None:
        return None
    first = datetime(int(match[1]), int(match[2]), 1, tzinfo=KYIV)
    return first - timedelta(days=2), first + timedelta(days=33)
