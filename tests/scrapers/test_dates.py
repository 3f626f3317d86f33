"""Dates as they were seen on pages, and what must not be taken for a date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scrapers.dates import KYIV, read_date
from scrapers.errors import DateUnreadable

MINUTES = [
    pytest.param("16 Вересня, 2024 о 08:41", "2024-09-16T08:41", id="vlada-article"),
    pytest.param("16 Вересня, 2024 o 08:41", "2024-09-16T08:41", id="latin-o"),
    pytest.param("10.09.2024, 17:17", "2024-09-10T17:17", id="vlada-listing"),
    pytest.param("09:41 07.12.2022", "2022-12-07T09:41", id="vlada-time-first"),
    pytest.param("03.11.2022 12:14", "2022-11-03T12:14", id="vlada-old-theme-without-its-label"),
    pytest.param("6 Вересня, 2024 о 8:41", "2024-09-06T08:41", id="one-digit-day-and-hour"),
    pytest.param("16\u00a0Вересня,\u00a02024\u00a0о\u00a008:41", "2024-09-16T08:41", id="nbsp"),
    pytest.param("\n 16   Вересня,\t2024 о 08:41 ", "2024-09-16T08:41", id="white-space"),
    pytest.param("16 Вере\u00adсня, 2024 о 08:41\u200b", "2024-09-16T08:41", id="invisible"),
    pytest.param("18 Червня 2026, 14:00", "2026-06-18T14:00", id="comma-before-time"),
    pytest.param("5 червня 2026 року о 14:30", "2026-06-05T14:30", id="року"),
    pytest.param("16 Вересня 2024 р. об 11:00", "2024-09-16T11:00", id="р-об"),
    pytest.param("1 Травня, 2024 в 10:00", "2024-05-01T10:00", id="в"),
    pytest.param("29.11.2019 - 12:48", "2019-11-29T12:48", id="hyphen"),
    pytest.param("11 серпня 2024 – 17:27", "2024-08-11T17:27", id="dash"),
    pytest.param("12:32 2 жовтня 2019 р.", "2019-10-02T12:32", id="time-first-named-month"),
    pytest.param("16:02, 1 листопада 2016 р.", "2016-11-01T16:02", id="time-first-comma"),
    pytest.param("10:30   21.08.2025", "2025-08-21T10:30", id="time-first-spaces"),
    pytest.param("28.08.2020 14:42", "2020-08-28T14:42", id="digits"),
    pytest.param("9.7.2020 4:02", "2020-07-09T04:02", id="one-digit-everything"),
    pytest.param("16 Вересня, 2024 о 08.41", "2024-09-16T08:41", id="dot-in-time"),
    pytest.param("16 Вересня, 2024 о 08:41:59", "2024-09-16T08:41", id="seconds"),
    pytest.param("2024-09-16T08:41:00", "2024-09-16T08:41", id="iso-local"),
    pytest.param("2024-09-16 08:41", "2024-09-16T08:41", id="iso-space"),
    pytest.param("2024-09-16T05:41:00Z", "2024-09-16T08:41", id="iso-utc-summer"),
    pytest.param("2024-01-16T06:41:00+00:00", "2024-01-16T08:41", id="iso-utc-winter"),
    pytest.param("2024-09-15T22:30:00-01:00", "2024-09-16T02:30", id="iso-the-day-changes"),
    pytest.param("Tue, 10 Sep 2024 17:17:00 +0300", "2024-09-10T17:17", id="mail"),
    pytest.param("Tue, 10 Sep 2024 14:17:00 GMT", "2024-09-10T17:17", id="mail-gmt"),
    pytest.param("31 Грудня, 2023 о 23:59", "2023-12-31T23:59", id="last-minute"),
    pytest.param("1 Січня, 2024 о 00:00", "2024-01-01T00:00", id="midnight-is-a-minute"),
    pytest.param("29 Лютого, 2024 о 12:00", "2024-02-29T12:00", id="leap-day"),
]
DAYS = [
    pytest.param("16 Вересня, 2024", "2024-09-16", id="no-time"),
    pytest.param("3 Січня, 2019", "2019-01-03", id="one-digit-day"),
    pytest.param("2025-10-01", "2025-10-01", id="iso"),
    pytest.param("12.04.2018", "2018-04-12", id="digits"),
    pytest.param("5 червня 2026 року", "2026-06-05", id="року"),
    pytest.param("11 Грудень 2023", "2023-12-11", id="nominative"),
    pytest.param("Tue, 10 Sep 2024", "2024-09-10", id="mail-without-time"),
]
MONTHS = (
    "Січня Лютого Березня Квітня Травня Червня Липня Серпня Вересня Жовтня Листопада Грудня",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "СІЧНЯ ЛЮТОГО БЕРЕЗНЯ КВІТНЯ ТРАВНЯ ЧЕРВНЯ ЛИПНЯ СЕРПНЯ ВЕРЕСНЯ ЖОВТНЯ ЛИСТОПАДА ГРУДНЯ",
)
UNREADABLE = [
    pytest.param("", id="empty"),
    pytest.param(" \u00a0 ", id="spaces"),
    pytest.param("2024", id="only-the-year-as-in-vladas-datetime"),
    pytest.param("16 Вересня, 2024 о 08", id="hour-without-minutes"),
    pytest.param("31 Вересня, 2024 о 08:41", id="day-that-does-not-exist"),
    pytest.param("29 Лютого, 2023", id="no-leap-year"),
    pytest.param("30.02.2024", id="no-such-day"),
    pytest.param("0 Вересня, 2024", id="day-zero"),
    pytest.param("32 Вересня, 2024", id="day-32"),
    pytest.param("10.13.2024", id="month-13"),
    pytest.param("10.09.2024 24:00", id="hour-24"),
    pytest.param("10.09.2024, 17:60", id="minute-60"),
    pytest.param("16 Жовтеня2024", id="glued"),
    pytest.param("16 Фіолетового, 2024", id="no-month"),
    pytest.param("16 Вересня, 24", id="two-digit-year"),
    pytest.param("7 листопада, 16:55", id="no-year"),
    pytest.param("18:04 21.04 1270", id="time-date-views"),
    pytest.param("16 Вересня, 2024 о 08:41 Переглядів: 6", id="views-behind"),
    pytest.param("Сьогодні, 13:45", id="relative"),
    pytest.param("2 міс. тому", id="ago"),
    pytest.param("8 – 14 лютого 2025 року", id="range"),
    pytest.param("1814 році", id="year-in-text"),
    pytest.param("березні цього року", id="month-in-text"),
    pytest.param("-0001-11-30T00:00:00+00:00", id="wordpress-zero"),
    pytest.param("0001-01-01T00:00:00+03:00", id="before-the-first-day"),
    pytest.param("9999-12-31T23:59:59-05:00", id="after-the-last-day"),
    pytest.param("Tue, 10 Sep 99999999999 17:17:00 +0300", id="year-beyond-all-numbers"),
    pytest.param(", : . -", id="only-punctuation"),
]


@pytest.mark.parametrize(("text", "at"), MINUTES)
def test_minutes(text: str, at: str) -> None:
    moment = read_date(text)
    assert (moment.at.strftime("%Y-%m-%dT%H:%M"), moment.precision) == (at, "minute")
    assert moment.at.tzinfo is KYIV


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days_stand_at_midnight(text: str, day: str) -> None:
    moment = read_date(text)
    assert (moment.at.strftime("%Y-%m-%dT%H:%M"), moment.precision) == (f"{day}T00:00", "day")


@pytest.mark.parametrize(
    ("month", "name"),
    [pytest.param(n, name, id=name) for names in MONTHS for n, name in enumerate(names.split(), 1)],
)
def test_every_month(month: int, name: str) -> None:
    assert read_date(f"9 {name}, 2023 о 10:00").at.month == month


@pytest.mark.parametrize(
    ("name", "month"),
    [
        pytest.param("Ciчня", 1, id="latin-C-i"),
        pytest.param("Bepecня", 9, id="latin-B-e-p-e-c"),
        pytest.param("Квiтня", 4, id="latin-i"),
        pytest.param("Cepпня", 8, id="latin-C-e-p"),
        pytest.param("Жoвтня", 10, id="latin-o"),
        pytest.param("Лиcтoпaдa", 11, id="latin-c-o-a"),
    ],
)
def test_latin_letters_in_month_names(name: str, month: int) -> None:
    assert read_date(f"9 {name}, 2023 о 10:00").at.month == month


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(DateUnreadable, match=r"expected a da.*came"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("30 Березня, 2024 о 12:00", 2, id="winter"),
        pytest.param("31 Березня, 2024 о 12:00", 3, id="summer"),
        pytest.param("26 Жовтня, 2024 о 12:00", 3, id="last-summer-day"),
        pytest.param("27 Жовтня, 2024 о 12:00", 2, id="winter-again"),
    ],
)
def test_offset_follows_the_season(text: str, hours: int) -> None:
    assert read_date(text).at.utcoffset() == timedelta(hours=hours)


def test_raw_is_kept_as_one_line() -> None:
    assert read_date(" 16\u00a0Вересня,\n2024 о 08:41 ").raw == "16 Вересня, 2024 о 08:41"


def test_message_is_short_even_for_a_page_of_text() -> None:
    with pytest.raises(DateUnreadable) as caught:
        read_date("слово " * 10_000)
    assert len(str(caught.value)) < 250
