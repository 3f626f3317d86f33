"""Dates as Ukrainian sites write them, by a table of our own; times are Europe/Kyiv."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from scrapers.clean import clean_line, fold_word
from scrapers.errors import DateUnreadable
from scrapers.records import Precision

KYIV = ZoneInfo("Europe/Kyiv")
# stems hold for nominative, genitive and locative: «червень», «червня», «у червні»
_STEMS = ("січ", "лют", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листопад", "груд")
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:\s*(?:року|р\.?))?"
_GAP = r"[\s,]*(?:\b(?:[оo]б?|[ву])\b)?[\s,–-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as a page told it. Without an hour it stands at midnight and `precision` says so."""

    at: datetime  # aware, Europe/Kyiv
    precision: Precision
    raw: str


# «16 Вересня, 2024 о 08:41», «5 червня 2026 року о 14:30», «10.09.2024, 17:17», «09:41 07.12.2022», «2025-10-01»
_FORMS = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_DAY}\s+(?P<name>[^\W\d_]+\.?)[\s,]+{_YEAR}{_GAP}(?:{_TIME})?$",
        rf"{_TIME}[\s,]+{_DAY}\s+(?P<name>[^\W\d_]+\.?)[\s,]+{_YEAR}$",
        rf"{_DAY}\.(?P<month>0?[1-9]|1[0-2])\.{_YEAR}{_GAP}(?:{_TIME})?$",
        rf"{_TIME}[\s,]+{_DAY}\.(?P<month>0?[1-9]|1[0-2])\.{_YEAR}$",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])-{_DAY}(?:[T\s]+{_TIME})?$",
    )
]


def read_date(text: str) -> Moment:
    """The date in a short text that holds nothing else. Raises DateUnreadable."""
    raw = clean_line(text)
    for reader in _READERS:
        moment = reader(raw)
        if moment is not None:
            return moment
    raise DateUnreadable(
        f"expected a date like «16 Вересня, 2024 о 08:41» or «10.09.2024, 17:17», came {raw[:80]!r}"
    )


def _by_table(raw: str) -> Moment | None:
    for form in _FORMS:
        match = form.match(raw)
        if match is None:
            continue
        parts = match.groupdict()
        month = int(parts["month"]) if parts.get("month") else _month(parts["name"])
        if month is None:
            continue
        return _moment(
            raw, int(parts["year"]), month, int(parts["day"]), (parts.get("hour"), parts.get("minute"))
        )
    return None


def _moment(raw: str, year: int, month: int, day: int, time: tuple[str | None, str | None]) -> Moment:
    hour, minute = time
    known = hour is not None and minute is not None
    try:
        at = datetime(year, month, day, int(hour or 0), int(minute or 0), tzinfo=KYIV)
    except ValueError as error:
        raise DateUnreadable(f"expected a day that exists, came {raw[:80]!r} ({error})") from error
    return Moment(at=at, precision="minute" if known else "day", raw=raw)


def _month(name: str) -> int | None:
    folded = fold_word(name).rstrip(".")
    return next((number for number, stem in enumerate(_STEMS, 1) if folded.startswith(stem)), None)


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


_READERS: tuple[Callable[[str], Moment | None], ...] = (_by_table, _machine)
