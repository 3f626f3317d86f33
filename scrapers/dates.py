"""Dates as Ukrainian sites write them, by a table of our own; times are Europe/Kyiv."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from scrapers.clean import clean_line, fold_word
from scrapers.errors import DateUnreadable
from scrapers.records import Precision

KYIV = ZoneInfo("Europe/Kyiv")
# stems hold for nominative, genitive, locative and short months: «червень», «червня», «у червні», «черв.»
_STEMS = (
    "січ янв jan",
    "лют фев feb",
    "бер мар mar",
    "кві апр apr",
    "трав тра май мая мае may",
    "чер июн jun",
    "лип июл jul",
    "сер авг aug",
    "вер сен sep",
    "жов окт oct",
    "лис ноя nov",
    "гру дек dec",
)
# what may follow a stem, so that «вертоліт», «серія» and «марш» are no months
_ENDINGS = (
    "|ень|ня|ні|нем|ого|ому|ий|езень|езня|езні|ез|рез|тень|тня|тні|т|іт|вень|вня|вні|в|пень|пня|пні|п|есень|есня|есні"
    "|ес|топад|топада|топаді|топ|день|дня|дні|д|ц|арь|аря|аре|раль|раля|рале|ель|еля|еле|та|ь|я|е|уст|уста|тябрь|тября"
    "|ябрь|ября|брь|бря|абрь|абря|uary|ruary|ch|il|y|ust|tember|t|ober|ember"
)
_MONTHS = {
    fold_word(stem + ending): number
    for number, stems in enumerate(_STEMS, 1)
    for stem in stems.split()
    for ending in _ENDINGS.split("|")
}
# pages for telephones of some sites have lost every і, ї and є
_MONTHS |= {"счень": 1, "счня": 1, "квтень": 4, "квтня": 4}
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?!\d)(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_NAME = r"(?P<name>[^\W\d_]{3,10})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)(?:\s*(?:року|рік|года|г\.|р\.|р\b|г\b))?"
_GAP = r"[\s,]*(?:\(|\||/|·|•|\b(?:[оo]б?|[ву]|at|в)\b)?[\s,–—|-]*"
_BEFORE = r"(?:(?<![\w.:/-])"
_AFTER = r"(?![\w/]|[.:-]\d))"
_WEEKDAYS = (
    r"(?:понеділок|вівторок|середа|четвер|п.?ятниця|субота|неділя|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|пн|вт|ср|чт|пт|сб|нд|вс"
    r"|пнд|втр|срд|чтв|птн|сбт|ндл)"  # Drupal 6
)
_WEEKDAY_BEHIND = re.compile(rf"(?<=\S)[\s,(|–-]+{_WEEKDAYS}\.?\)?$", re.I)  # «30 вересня 2026 р., середа»
# what a page says before its date and what read_date passes over: «Дата: …», «Опубліковано …», «п'ятниця, …»
_LABEL = re.compile(
    r"(?:(?:дата(?:\s+(?:публікації|публикации))?|опубліковано|опубликовано|створено|розміщено|додано|оприлюднено|published"
    rf"(?:\s+on)?|posted(?:\s+on)?|date|{_WEEKDAYS}\.?)(?:\s*[:,]|\s)\s*)+",
    re.I,
)
_FORMS = [
    re.compile(f"{_BEFORE}{pattern}{_AFTER}", re.I)
    for pattern in (
        # «2025-10-01», «2024-09-16T08:41», «2024/09/16»
        rf"{_YEAR}(?P<mark>[-./]){_MONTH}(?P=mark){_DAY}(?:(?:T|{_GAP}){_TIME})?",
        # «12:32 2 жовтня 2019 р.», «16:02, 1 листопада 2016 р.», «16:55, 7 листопада»
        rf"{_TIME}[\s,|–/-]+{_DAY}\s+{_NAME}(?:[\s,/]+{_YEAR})?",
        # «16 Вересня, 2024 о 08:41», «11 / Грудень, 2023», «16 Лис /2022», «11 серпня 2024 – 17:27», «7 Липня, 12:24»
        rf"{_DAY}(?:st|nd|rd|th|-го)?[\s./-]*{_NAME}(?:[\s,/-]+{_YEAR})?(?:{_GAP}{_TIME})?",
        # «Бер7,2023», «Кві 27th, 2024», «Гру22», «January 23, 2025»
        rf"(?P<name>[^\W\d_]{{3,10}})\.?\s*{_DAY}(?:st|nd|rd|th)?(?:[\s,]+{_YEAR})?(?:{_GAP}{_TIME})?",
        # «10:30   21.08.2025», «09:41 07.12.2022», «10:26 / 14.10.2025»
        rf"{_TIME}[\s,|–/-]+{_DAY}(?P<mark>[./-]){_MONTH}(?P=mark){_YEAR}",
        # «10.09.2024, 17:17», «29.11.2019 - 12:48»
        rf"{_DAY}(?P<mark>[./-]){_MONTH}(?P=mark){_YEAR}(?:{_GAP}{_TIME})?",
        # «18.09 2024 15:25», where a page writes each in a box of its own
        rf"{_DAY}\.(?P<month>0[1-9]|1[0-2])\s+{_YEAR}(?:{_GAP}{_TIME})?",
        # «09/30/2022 - 10:15» can only be so
        rf"{_MONTH}/{_DAY}/{_YEAR}(?:{_GAP}{_TIME})?",
        # «07.12.22»
        rf"{_DAY}\.{_MONTH}\.(?P<short>[0-4]\d)(?:{_GAP}{_TIME})?",
        # «16:14 12/12», «18:04 21.04 1270»
        rf"{_TIME}[\s,]+{_DAY}[./](?P<month>0[1-9]|1[0-2])(?:\s+(?P<views>\d+))?",
        # «21.04, 18:04»
        rf"{_DAY}[./](?P<month>0[1-9]|1[0-2]),?\s+{_TIME}",
    )
]
_DIGIT = re.compile(r"\d")
_RANGE = re.compile(r"\d\s*[–—-]\s*$")  # «8 – 14 лютого 2025 року» is a week, not a day
_NEAR = re.compile(
    rf"(?<!\w)(?P<word>сьогодні|сегодня|today|вчора|вчера|yesterday|позавчора|позавчера)(?!\w)(?:{_GAP}{_TIME})?",
    re.I,
)
_NEAR_DAYS = {"с": 0, "t": 0, "в": 1, "y": 1, "п": 2}
_UNITS = (
    ("хв|мин|min", "minutes"),
    ("год|час|hour", "hours"),
    ("дн|ден|дні|day", "days"),
    ("тиж|нед|week", "weeks"),
    ("міс|мес|month", "months"),
    ("рік|рок|год[аы]\\b|лет|year", "years"),
)
_AGO = re.compile(
    r"(?<!\w)(?:(?P<count>\d{1,3})\s*)?(?P<unit>(?:хв|мин|min|год|час|hour|дн|ден|day|тиж|нед|week|міс|мес|month|рік|рок|лет"
    r"|year)[^\W\d_]*)\.?\s+(?:тому|назад|ago)(?-i:(?![a-zа-яіїєґ\d_]))",  # «томуПереглядів» is two boxes
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as a page told it. Without an hour it stands at midnight and `precision` says so."""

    at: datetime  # aware, Europe/Kyiv
    precision: Precision
    raw: str
    year_inferred: bool = (
        False  # the page told no year, or only «2 міс. тому»: taken from the time of the visit
    )


_Reader = Callable[[re.Match[str], datetime | None], Moment | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A date within a text, and where it stands there."""

    moment: Moment
    start: int
    end: int


def read_date(text: str, now: datetime | None = None) -> Moment:
    """The date in a short text that holds nothing else. `now` is the time of the visit, aware: without it a date
    that has no year, and «Вчора», cannot be read. Raises DateUnreadable.
    """
    raw = clean_line(text)
    label = _LABEL.match(raw)
    said = _WEEKDAY_BEHIND.sub("", raw[label.end() :] if label else raw)
    impossible = ""
    for match, reader in _matches(said):
        if match.start() == 0 and match.end() >= len(said.rstrip(" .,|)")):
            try:
                moment = reader(match, now)
            except ValueError as error:
                impossible = f" ({error})"
                continue
            if moment is not None:
                return replace(moment, raw=raw)
    machine = _machine(raw)
    if machine is not None:
        return machine
    raise DateUnreadable(
        f"expected a date like «16 Вересня, 2024 о 08:41» or «10.09.2024, 17:17», came {raw[:80]!r}{impossible}"
    )


def find_dates(text: str, now: datetime | None = None, *, month_first: bool = False) -> list[Spot]:
    """Every date in a text, in its order; ranges and days that do not exist are left out.
    `month_first` reads «11/09/2022» as the ninth of November, as Drupal writes it.
    """
    found: list[Spot] = []
    if not _DIGIT.search(text) and not _NEAR.search(text) and not _AGO.search(text):
        return found
    for match, reader in _matches(text):
        start, end = match.span()
        if any(start < spot.end and spot.start < end for spot in found) or _RANGE.search(text, 0, start):
            continue
        try:
            moment = reader(match, now, month_first) if reader is _from_parts else reader(match, now)
        except ValueError:
            continue
        if moment is not None:
            found.append(Spot(moment=moment, start=start, end=end))
    return sorted(found, key=lambda spot: spot.start)


def _matches(text: str) -> Iterator[tuple[re.Match[str], _Reader]]:
    """The more a form tells the earlier it comes."""
    for form in _FORMS:
        for match in form.finditer(text):
            yield match, _from_parts
    for match in _NEAR.finditer(text):
        yield match, _from_near
    for match in _AGO.finditer(text):
        yield match, _from_ago


def _from_parts(match: re.Match[str], now: datetime | None, month_first: bool = False) -> Moment | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.get(fold_word(parts["name"]))
    if month is None:
        return None
    day = int(parts["day"])
    if month_first and parts.get("mark") == "/" and day <= 12:
        day, month = month, day
    time = _time(parts)
    year = (
        int(parts["year"])
        if parts.get("year")
        else 2000 + int(parts["short"])
        if parts.get("short")
        else None
    )
    if year is None and now is None:
        return None
    at = _day(year, month, day) if year else _nearest_past(month, day, time, _kyiv(now))
    return _moment(at, time, match[0], inferred=year is None)


def _from_near(match: re.Match[str], now: datetime | None) -> Moment | None:
    if now is None:
        return None
    at = _kyiv(now) - timedelta(days=_NEAR_DAYS[match["word"][0].lower()])
    return _moment(_day(at.year, at.month, at.day), _time(match.groupdict()), match[0], inferred=False)


def _from_ago(match: re.Match[str], now: datetime | None) -> Moment | None:
    """«15 хв тому» tells the minute, «2 години тому» the day, «2 міс. тому» the month at best."""
    if now is None:
        return None
    unit = next(name for stems, name in _UNITS if re.match(stems, match["unit"], re.I))
    count = int(match["count"] or 1)
    if unit in ("months", "years"):
        return _months_ago(_kyiv(now), count * (12 if unit == "years" else 1), match[0])
    at = _kyiv(now.astimezone(UTC) - timedelta(**{unit: count}))
    if unit == "minutes":
        return Moment(at=at.replace(second=0, microsecond=0), precision="minute", raw=match[0])
    return Moment(at=_day(at.year, at.month, at.day), precision="day", raw=match[0])


def _months_ago(now: datetime, months: int, raw: str) -> Moment:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    at = _day(year, month + 1, 1)
    yearly = months % 12 == 0
    return Moment(at=at, precision="year" if yearly else "month", raw=raw, year_inferred=True)


def _time(parts: dict[str, str | None]) -> tuple[int, int] | None:
    hour, minute, half = parts.get("hour"), parts.get("minute"), parts.get("half")
    if hour is None or minute is None:
        return None
    if half and 1 <= int(hour) <= 12:
        return int(hour) % 12 + (12 if half.lower() == "p" else 0), int(minute)
    return int(hour), int(minute)


def _moment(day: datetime, time: tuple[int, int] | None, raw: str, *, inferred: bool) -> Moment:
    """An hour that the clock passes twice in October is the first one; one it leaps over in March is an hour later."""
    if time is None:
        return Moment(at=day, precision="day", raw=raw, year_inferred=inferred)
    at = _kyiv(day.replace(hour=time[0], minute=time[1]).astimezone(UTC))
    return Moment(at=at, precision="minute", raw=raw, year_inferred=inferred)


def _nearest_past(month: int, day: int, time: tuple[int, int] | None, now: datetime) -> datetime:
    """The last such day that is not after the visit; clocks of sites may be an hour fast. Raises ValueError."""
    latest = now + timedelta(hours=1)
    for year in range(latest.year, latest.year - 9, -1):  # the 29th of February may be eight years back
        if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
            continue
        hour, minute = time or (0, 0)
        if (at := _day(year, month, day)).replace(hour=hour, minute=minute) <= latest:
            return at
    raise ValueError("no such day in the years before")


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=KYIV)


def _kyiv(at: datetime | None) -> datetime:
    if at is None or at.tzinfo is None:
        raise ValueError("expected an aware time of the visit")
    return at.astimezone(KYIV)


def _machine(raw: str) -> Moment | None:
    """ISO 8601 with an offset, or the form of mail and RSS: «Tue, 10 Sep 2024 17:17:00 +0300»."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = parse(raw)
            if at.tzinfo is not None:
                return Moment(at=at.astimezone(KYIV), precision="minute", raw=raw)
        except (ValueError, OverflowError):
            continue
    return None
