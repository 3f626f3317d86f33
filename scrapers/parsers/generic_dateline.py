"""Where nothing beside the title tells the day: a dateline that opens the text, or the one line that says «published»;
in our language a line that is nothing but a dateline.
"""

from __future__ import annotations

import re
from datetime import datetime

from scrapers.dates import Moment, find_dates
from scrapers.parsers.generic_body import Body
from scrapers.parsers.generic_foreign import is_ours
from scrapers.parsers.generic_page import Page
from scrapers.parsers.generic_stated import FIRST, NOTHING, Dated
from scrapers.parsers.generic_western import western
from scrapers.parsers.generic_whose import of_a_reader, shares

_OPENING, _LINES = 100, 2  # letters of a text, and its lines, in which a dateline stands
_WEEKDAY = re.compile(r"(?:(?!by|von|par|por)\w{3,12}\.?,?\s+)?", re.I)
_LONGEST = 120  # letters of a line that says when it was published
_CITY = re.compile(r"(?:[A-ZÀ-Ý][\w.’'-]*[,\s]+){1,6}[–—-]?\s*")  # «SUNNYVALE, Calif., »
_PLACE = re.compile(
    r"(?:(?:м|смт|с|с-ще|місто|селище|село)\.?\s*)?[А-ЯІЇЄҐ][\w’'-]+(?:\s[А-ЯІЇЄҐ][\w’'-]+)?,\s+"
)
_YEAR = re.compile(r"\s*(?:р(?:оку|\.)?)?\.?")
_BEHIND = re.compile(r"[.,]?\s*(?:[(/][^()/]{3,30}[)/]\s*)?(?:--?|[–—])\s*[A-ZÀ-Ý“\"]")
_SAYS = re.compile(
    r"\W*(?:first\s+)?(?:published|posted|publié|mis\s+en\s+ligne|veröffentlicht|erschienen|publicado|publicada|pubblicato"
    r"|opublikowano|geplaatst|gepubliceerd|publicerad)(?:\s+(?:on|am|le|el|il|op|dnia|em|den))?\s*:?\s*",
    re.I,
)


def read_dateline(page: Page, title_line: int, body: Body, now: datetime) -> Dated:
    """No date is better than a wrong one: of two days that are told so neither is taken."""
    for text in body.lines[:_LINES]:
        if (moment := _opening(text, now)) is not None:
            return Dated(moment, "walk:dateline", 0.6)
    found = {
        moment.at.date(): moment
        for i, line in enumerate(page.lines)
        if len(line.text) < _LONGEST
        and _SAYS.match(line.text)
        and i not in body.others
        and (moment := _said(line.text, now)) is not None
        and not of_a_reader(page, i, title_line, body)
        and (title_line < 0 or shares(page, i, title_line))
    }
    return Dated(next(iter(found.values())), "walk:published", 0.5) if len(found) == 1 else NOTHING


def _opening(text: str, now: datetime) -> Moment | None:
    """«SUNNYVALE, Calif., April 28, 2025 (GLOBE NEWSWIRE) -- …», «Apr 28, 2025 - SUNNYVALE …», «(18.01.2018) …»."""
    if is_ours(text[:_OPENING]):
        return _of_place(text, now)
    text = text[:_OPENING]
    spots = find_dates(western(text))
    if not spots or not _is_whole(spots[0].moment, now):
        return None
    before, behind = text[: spots[0].start], text[spots[0].end :]
    bracketed = before == "(" and behind[:1] == ")"
    dashed = not before or (before.rstrip()[-1] in ",–—-" and _CITY.fullmatch(before))
    return spots[0].moment if bracketed or (dashed and _BEHIND.match(behind)) else None


def _of_place(text: str, now: datetime) -> Moment | None:
    """«смт Черемшани, 17 вересня 2024 року», and nothing else."""
    place = _PLACE.match(text) if len(text) < _OPENING else None
    spots = find_dates(text) if place else []
    if place is None or len(spots) != 1 or spots[0].start != place.end():
        return None
    return (
        spots[0].moment if _YEAR.fullmatch(text[spots[0].end :]) and _is_whole(spots[0].moment, now) else None
    )


def _said(text: str, now: datetime) -> Moment | None:
    """The one day that stands right behind the words."""
    begins = _SAYS.match(text)
    spots = find_dates(western(text)) if begins and not is_ours(text) else []
    if begins is None or not spots or not _is_whole(spots[0].moment, now):
        return None
    return spots[0].moment if _WEEKDAY.fullmatch(text[begins.end() : spots[0].start]) else None


def _is_whole(moment: Moment, now: datetime) -> bool:
    whole = moment.precision in ("day", "minute") and not moment.year_inferred
    return whole and FIRST < moment.at < now
