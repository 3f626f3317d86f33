"""When an unknown page was published: data first, then what stands nearest to the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from scrapers.dates import KYIV, Moment, Spot, find_dates
from scrapers.parsers.generic_body import Body
from scrapers.parsers.generic_foot import is_foot
from scrapers.parsers.generic_foreign import is_ours, tells_publication
from scrapers.parsers.generic_page import Box, Line, Page
from scrapers.parsers.generic_site import has_day
from scrapers.parsers.generic_stated import FIRST, NOTHING, Dated, as_moment, month_in_address, read_stated
from scrapers.parsers.generic_western import western
from scrapers.parsers.generic_whose import (
    BELOW,
    ends_bare_page,
    named_beside,
    of_a_reader,
    of_a_teaser,
    opens_article,
    shares,
    stands_inside,
)
from scrapers.parsers.generic_words import is_byline, is_end, is_label, is_stamp

# dates of something else than the publication
_OTHERS = re.compile(
    r"оновлен|обновлен|змінен|изменен|редагув|редагован|останн\w+ змін|последн\w+ измен|modified|edited"
    r"|дата\s+події|з\s+нами|на\s+сайті\s+з|зареєстрован|joined|дата\s+реєстрац|дійсн\w+\s+до|строк|термін|кінцев",
    re.I,
)
# what papers in other languages show above a text, many of them instead of the day of publication
_LATER = re.compile(
    r"updated|mise?\s+à\s+jour|modifié|actualizad|aktualisier|aktualizac|zaktualizowan|aktualizov|geändert|änderung"
    r"|aggiornat|atualizad|bijgewerkt|gewijzigd|uppdaterad|opdateret|更新",
    re.I,
)
_PUBLISHED = re.compile(
    r"опублік|опублик|дата|розміщен|створен|дода[внл]|надісла|оприлюдн|publish|posted|created|publié|publicad|pubblicat|veröffentlicht|erstellt"
    r"|geschrieben|opublikowan|publikován|gepubliceerd|geplaatst|publicerad|\b(?:date|datum|fecha|data)\b|发布",
    re.I,
)
_NAMED = re.compile(
    r"(?<![a-z])(?:date\w*|time\w*|published\w*|posted\w*|data|pubdate|calendar|created?|meta|info|stamp|chas|[a-z]+date)(?![a-z])"
)
_STAMPED = re.compile(_NAMED.pattern + r"|(?:entry|post|article)-?(?:footer|header)")
_TODAY = re.compile(r"(?<![a-z])(?:now|today|clock|current)(?![a-z])")
_CLOCK = re.compile(r"сьогодні\s*[:,–-]?\s*\w+,|зараз|погода|(?<!\w)курс", re.I)
# what systems write into <time datetime> for a date without an hour; Drupal keeps it as noon UTC
_ONLY_DAY = re.compile(r"T(?:00:00(?::00)?(?![:\d])(?!Z)|12:00:00Z)")
_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT")
_WEEKDAY = re.compile(
    r"(?:.*\s)?(пнд?|втр?|срд?|чтв?|птн?|сбт?|ндл?|mon|tue|wed|thu|fri|sat|sun|понеділок|вівторок|середа|четвер|п.?ятниця|субота|неділя)\b",
    re.I,
)
_WEEKDAYS = {
    name: day % 7
    for day, name in enumerate(
        "пн вт ср чт пт сб нд mon tue wed thu fri sat sun по ві се че пя су не".split()
    )
}
_LABEL = 12  # letters beside a near day that may be its label
_NEAR_DAY = re.compile(r"[^\W\d_]+")  # «сьогодні»
_FIGURES = re.compile(r"\d")
_HOUR = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_BEHIND, _BEFORE = 45, 12  # lines around the title that are looked at
_SHORT = 90  # letters; a longer line is a text, and dates in texts are others
_LONGEST = 250  # of a line that begins with words of publication, or holds a <time> under a name for such
_FOOT = 45  # points of the line right below a text that tells its rubric too
_CLOCKS = 60  # points that a clock loses
_AGENCY = 6  # letters beside a date: «MTI»


def read_published(
    page: Page, title_line: int, body: Body, now: datetime, data: dict[str, str], url: str = ""
) -> Dated:
    """`data` is what JSON-LD and states say. No date is better than a wrong one."""
    stated = read_stated(page, title_line, data, now)
    if stated.moment is not None:
        return stated
    marked = as_moment(_marked(page, title_line, body), now)
    if marked is not None and marked.precision in ("minute", "day"):
        return Dated(marked, "microdata:datePublished", 0.95)
    spots = [(i, spot) for i in _near(page, title_line, body) for spot in _spots(page, i, now)]
    today, month = now.astimezone(KYIV).date(), month_in_address(url)
    ranks = [
        _rank(page, i, spot, title_line, body)
        + (
            0
            if month is None or spot.moment.year_inferred
            else 40
            if month[0] < spot.moment.at < month[1]
            else -60
        )
        for i, spot in spots
    ]
    clocks = [spot.moment.at.date() == today and _is_above(page, i, title_line) for i, spot in spots]
    told = [rank - _CLOCKS * clock for rank, clock in zip(ranks, clocks, strict=True)]
    if max(told, default=-1.0) < 0:  # the day of the visit may be the article's, if no other is
        told = [
            rank if opens_article(page, i, title_line) else -1.0
            for rank, (i, _) in zip(ranks, spots, strict=True)
        ]
    if max(told, default=-1.0) < 0:
        return NOTHING
    ranks = told
    i, spot = spots[ranks.index(max(ranks))]
    box = page.lines[i].box
    origin = f"walk:{box.tag}.{box.names.split(' ')[0]}".rstrip(".")
    return Dated(_with_hour(page, i, spot, now), origin, min(0.95, 0.5 + max(ranks) / 200))


def _marked(page: Page, title_line: int, body: Body) -> str:
    """The day that microdata tells of the item in which the title stands, or else the text."""
    own = [
        (box.last - box.first, said)
        for said, box in page.marked
        if box is not None and box.first <= title_line < box.last
    ]
    if own:
        return min(own)[1]
    told = {said for said, box in page.marked if box is None or box.first <= body.first < box.last}
    return told.pop() if len(told) == 1 and body.lines else ""


def _is_above(page: Page, i: int, title_line: int) -> bool:
    """Far above the title, in the words of a clock with the day of the week, or in no box with the title."""
    if i >= title_line - 2:
        box: Box | None = page.lines[i].box
        while box is not None and not box.first <= title_line < box.last:
            box = box.parent
        apart = box is None or box.tag == "body"
        return i < title_line and (apart or _WEEKDAY.match(page.lines[i].text) is not None)
    return True


def _near(page: Page, title_line: int, body: Body) -> Iterator[int]:
    """Short lines around the title and right below the text."""
    first, last = body.scope or (0, len(page.lines))
    until = min(last, max(title_line, 0) + _BEHIND)
    for i in range(max(first, title_line - _BEFORE), until):
        line = page.lines[i]  # «More from this author» stands in a byline
        aside = i <= title_line + BELOW and (line.dense or not is_ours(line.text))
        if title_line >= 0 and i > title_line and not aside and is_end(line.text):
            break
        if _may_tell(page.lines[i]) or (i == title_line and has_day(page.lines[i].text)):
            yield i
    for i in range(max(until, body.last - 2), min(last, body.last + 6)):
        if _may_tell(page.lines[i]):
            yield i


def _may_tell(line: Line) -> bool:
    if len(line.text) <= _SHORT or is_label(line.text):
        return True
    stamped = bool(line.stamp) and _STAMPED.search(line.box.names) is not None
    return len(line.text) <= _LONGEST and (stamped or tells_publication(line.text))


def _with_hour(page: Page, i: int, spot: Spot, now: datetime) -> Moment:
    """«21.09.2024» with «08:41» in the line above or below it."""
    if spot.moment.precision == "day":
        for line in page.lines[max(0, i - 1) : i] + page.lines[i + 1 : i + 2]:
            if _HOUR.fullmatch(line.text) and line.box.parent is page.lines[i].box.parent:
                whole = find_dates(f"{spot.moment.raw}, {line.text}", now)
                return whole[0].moment if whole else spot.moment
    return spot.moment


def _spots(page: Page, i: int, now: datetime) -> list[Spot]:
    """Dates of a line that a page of that time can have; without any, the full one of its <time datetime>."""
    line = page.lines[i]
    drupal = "drupal" in page.meta("generator").lower() or ("/" in line.text and " - " in line.text)
    text = western(line.text)
    found = find_dates(text, now, month_first=drupal)
    day = _WEEKDAY.match(line.text) if drupal and found else None
    if day and _weekday(day[1]) != found[0].moment.at.weekday():
        found = find_dates(text, now)  # «пн, 09/12/2024 - 08:41» is of December there, of September here
    spots = [spot for spot in found if FIRST < spot.moment.at < now + timedelta(days=1)]
    if drupal and found and not spots:  # «12/11/2026» of November
        found = find_dates(text, now)
        spots = [spot for spot in found if FIRST < spot.moment.at < now + timedelta(days=1)]
    stamp = as_moment(line.stamp, now) if len(line.stamp) >= 10 else None
    if stamp is not None and spots and spots[0].moment.precision == "day" and _ONLY_DAY.search(line.stamp):
        return spots
    if stamp is not None and (not spots or any(_same_day(stamp, spot.moment) for spot in spots)):
        return [Spot(moment=stamp, start=0, end=len(line.text))]
    return _shown(spots) if len(spots) > 1 else spots


def _shown(spots: list[Spot]) -> list[Spot]:
    """«2024-09-20T17:27:31 September 17th, 2024»: systems hide the moment of the last edit beside the day."""
    shown = [spot for spot in spots if not _MACHINE.match(spot.moment.raw)]
    hidden = {spot.moment.at.date() for spot in spots if spot not in shown}
    return shown if shown and hidden.isdisjoint(spot.moment.at.date() for spot in shown) else spots


def _weekday(name: str) -> int:
    name = re.sub(r"\W", "", name.lower())
    return _WEEKDAYS[name if name in _WEEKDAYS else name[:2]]


def _same_day(stamp: Moment, told: Moment) -> bool:
    """«29 жовтня, 17:25» is of the year that its attribute tells."""
    if told.year_inferred:
        return (stamp.at.month, stamp.at.day) == (told.at.month, told.at.day)
    return stamp.at.date() == told.at.date()


def _letters_beside(text: str, spot: Spot) -> int:
    """Of the line; of the fact between bars where it is a line of such."""
    if "|" in text and is_label(text):
        start, end = text.rfind("|", 0, spot.start) + 1, text.find("|", spot.end)
        text = text[start : end if end >= 0 else len(text)].strip()
    return max(0, len(text) - (spot.end - spot.start))


def _rank(page: Page, i: int, spot: Spot, title_line: int, told: Body) -> float:
    """Points for standing near the title in a short line that says little else."""
    body = (told.first, told.last)
    line = page.lines[i]
    rank = 60.0 if title_line >= 0 else 20.0
    distance = i - title_line if title_line >= 0 else i
    if i >= body[1] > body[0]:
        distance = min(distance, i - body[1] + 8)  # right below the text is near too
    rank -= distance * (1.0 if distance < 8 else 2.0) if distance >= 0 else 10 - 4.0 * distance
    rest = _letters_beside(line.text, spot)
    whole = not spot.moment.year_inferred  # «18/09/2024 Назва», not «Укриття зачинять 26 жовтня»
    told_so = tells_publication(line.text)
    rank -= (0 if told_so else rest * 0.5) if distance else 10 if whole else 70
    # the moment of a <time> stands for all of its line
    before = line.text[max(0, spot.start - 25) : spot.start] or _FIGURES.split(line.text)[0][-25:]
    if spot.start == 0 and i - 1 != title_line:
        before = f"{named_beside(page, i)} {before}"
    rank += 25 if told_so or _PUBLISHED.search(before) else 0
    rank -= 100 if _OTHERS.search(before) else 45 if _LATER.search(before) else 0
    rank += 15 if line.box.tag == "time" or line.stamp or _NAMED.search(line.box.names) else 0
    rank += 8 if spot.moment.precision == "minute" else 0
    rank -= (15 if spot.moment.year_inferred else 0) + (
        30 if spot.moment.precision in ("month", "year") else 0
    )
    if _NEAR_DAY.fullmatch(spot.moment.raw) and rest > _LABEL:
        rank -= 70  # «Пором сьогодні не ходить» is a sentence
    if line.dense:
        rank -= 15 if rest < 5 else 30
    if _CLOCK.search(line.text) or _TODAY.search(line.box.names):
        rank -= 60
    if body[0] <= i and body[0] < body[1] and rest > 12 and not (told_so or _PUBLISHED.search(before)):
        labelled = is_label(line.text) or is_stamp(line.text) or (i >= body[1] and is_byline(line.text))
        rank -= 70 if line.text in told.lines else 35 if i > body[0] and not labelled else 0
    agency = rest <= _AGENCY and spot.start == 0 and spot.moment.precision == "minute"
    if stands_inside(told, line.text) and not (agency and 0 < i - title_line <= BELOW):
        rank -= 90  # «Дата: 6 листопада» is the day of what the text announces
    if i in told.others:
        rank -= 80
    if of_a_reader(page, i, title_line, told):
        rank -= 100
    behind = i >= body[1] > body[0]
    rank -= 12 if behind else 0
    rank += _FOOT if behind and i < body[1] + BELOW and is_foot(line.text) else 0
    if (behind or (not told.lines and i - 1 > title_line >= 0)) and of_a_teaser(page, i):
        rank -= 30
    if title_line >= 0 and not (shares(page, i, title_line) or ends_bare_page(page, i, title_line, told)):
        rank -= 45 if distance > 0 else 75  # a clock in the page's header
    return rank
