"""Every form of date that was seen on a Ukrainian site, read at a known time of the visit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scrapers.dates import KYIV, find_dates, read_date
from scrapers.errors import DateUnreadable

NOW = datetime(2025, 3, 10, 12, 0, tzinfo=KYIV)
FULL = """
16 Вересня, 2024 о 08:41 = 2024-09-16T08:41
10.09.2024, 17:17 = 2024-09-10T17:17
Дата: 03.11.2022 12:14 = 2022-11-03T12:14
09:41 07.12.2022 = 2022-12-07T09:41
18 Червня 2026, 14:00 = 2026-06-18T14:00
5 червня 2026 року о 14:30 = 2026-06-05T14:30
Опубліковано 5 червня 2026 року о 14:30 = 2026-06-05T14:30
3 Січня, 2019 = 2019-01-03
29.11.2019 - 12:48 = 2019-11-29T12:48
11 / Грудень, 2023 = 2023-12-11
п'ятниця, 30 серпня 2019 р. = 2019-08-30
П’ятниця, 30 серпня 2019 р. = 2019-08-30
п'ятниця, 8 серпень 2025, 16:25 = 2025-08-08T16:25
неділя 27 липня, 2025 = 2025-07-27
12:32 2 жовтня 2019 р. = 2019-10-02T12:32
16:02, 1 листопада 2016 р. = 2016-11-01T16:02
11 серпня 2024 – 17:27 = 2024-08-11T17:27
10:30   21.08.2025 = 2025-08-21T10:30
2025-10-01 = 2025-10-01
Дата публікації: 2025-10-01 = 2025-10-01
07.12.22 = 2022-12-07
28.08.2020 14:42 = 2020-08-28T14:42
16 Лис /2022 = 2022-11-16
Бер7,2023 = 2023-03-07
Сб. Кві 27th, 2024 = 2024-04-27
16 січ. 2026 = 2026-01-16
16 сiчня 2026 = 2026-01-16
20.04.2023 р. = 2023-04-20
25 квтня 2023, 10:15 = 2023-04-25T10:15
7 счня 2024 року = 2024-01-07
23 January 2025 = 2025-01-23
January 23, 2025 8:41 pm = 2025-01-23T20:41
8 января 2024, 17:46 = 2024-01-08T17:46
31 августа 2023 г. = 2023-08-31
"""
YEARLESS = """
7 листопада, 16:55 = 2024-11-07T16:55
7 Липня, 12:24 = 2024-07-07T12:24
9 листопада = 2024-11-09
10 березня = 2025-03-10
10 березня, 12:30 = 2025-03-10T12:30
10 березня, 18:00 = 2024-03-10T18:00
11 березня = 2024-03-11
29 лютого = 2024-02-29
8 января, 17:46 = 2025-01-08T17:46
16:14 12/12 = 2024-12-12T16:14
18:04 21.04 1270 = 2024-04-21T18:04
Гру22 = 2024-12-22
"""
RELATIVE = """
Сьогодні, 13:45 = 2025-03-10T13:45 minute
Сьогодні = 2025-03-10 day
Вчора = 2025-03-09 day
вчора о 9:05 = 2025-03-09T09:05 minute
Позавчора = 2025-03-08 day
Сегодня, 08:00 = 2025-03-10T08:00 minute
15 хв тому = 2025-03-10T11:45 minute
годину тому = 2025-03-10 day
13 годин тому = 2025-03-09 day
3 дні тому = 2025-03-07 day
2 тижні тому = 2025-02-24 day
1 місяць тому = 2025-02 month
2 міс. тому = 2025-01 month
5 months ago = 2024-10 month
рік тому = 2024 year
"""
NEVER = [
    "8 – 14 лютого 2025 року",
    "1814 році",
    "2008-му",
    "березні цього року",
    "Грудень 2023",
    "31 вересня 2024",
    "25 вертольотів, 12:30",
    "25 квт, 12:30",
    "тел. 21.04",
    "",
]


def rows(table: str) -> list[tuple[str, str]]:
    return [(text, told) for line in table.strip().splitlines() for text, told in [line.rsplit(" = ", 1)]]


@pytest.mark.parametrize(("text", "at"), rows(FULL), ids=[text for text, _ in rows(FULL)])
def test_full_dates_need_no_time_of_the_visit(text: str, at: str) -> None:
    moment = read_date(text)
    told = moment.at.strftime("%Y-%m-%dT%H:%M" if moment.precision == "minute" else "%Y-%m-%d")
    assert (told, moment.year_inferred) == (at, False)


@pytest.mark.parametrize(("text", "at"), rows(YEARLESS), ids=[text for text, _ in rows(YEARLESS)])
def test_a_missing_year_is_the_nearest_past_one_and_says_so(text: str, at: str) -> None:
    moment = read_date(text, NOW)
    told = moment.at.strftime("%Y-%m-%dT%H:%M" if moment.precision == "minute" else "%Y-%m-%d")
    assert (told, moment.year_inferred) == (at, True)
    with pytest.raises(DateUnreadable):
        read_date(text)


@pytest.mark.parametrize(("text", "told"), rows(RELATIVE), ids=[text for text, _ in rows(RELATIVE)])
def test_relative_words_are_counted_from_the_visit(text: str, told: str) -> None:
    at, precision = told.split()
    moment = read_date(text, NOW)
    assert (moment.at.isoformat()[: len(at)], moment.precision) == (at, precision)
    with pytest.raises(DateUnreadable):
        read_date(text)


@pytest.mark.parametrize("text", NEVER)
def test_no_date_is_made_up(text: str) -> None:
    with pytest.raises(DateUnreadable):
        read_date(text, NOW)
    assert find_dates(text, NOW) == []


def test_the_visit_is_read_in_kyiv_time() -> None:
    late = datetime(2025, 3, 9, 22, 30, tzinfo=UTC)  # half past midnight of the 10th in Kyiv
    assert read_date("Сьогодні", late).at.isoformat()[:10] == "2025-03-10"
    assert read_date("10 березня", late).at.isoformat()[:10] == "2025-03-10"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("26.10.2024 03:30", "2024-10-26T03:30:00+03:00", id="day-before"),
        pytest.param("27.10.2024 02:59", "2024-10-27T02:59:00+03:00", id="before-the-change-back"),
        pytest.param("27.10.2024 03:30", "2024-10-27T03:30:00+03:00", id="twice-the-first-is-meant"),
        pytest.param("27.10.2024 04:00", "2024-10-27T04:00:00+02:00", id="after-the-change-back"),
        pytest.param("31.03.2024 02:59", "2024-03-31T02:59:00+02:00", id="before-the-leap"),
        pytest.param("31.03.2024 03:30", "2024-03-31T04:30:00+03:00", id="an-hour-that-does-not-exist"),
        pytest.param("31.03.2024 04:00", "2024-03-31T04:00:00+03:00", id="after-the-leap"),
        pytest.param("2024-10-27T00:30:00Z", "2024-10-27T03:30:00+03:00", id="first-of-the-two-by-utc"),
        pytest.param("2024-10-27T01:30:00Z", "2024-10-27T03:30:00+02:00", id="second-of-the-two-by-utc"),
    ],
)
def test_both_sides_of_the_clock_change(text: str, at: str) -> None:
    assert read_date(text).at.isoformat() == at


def test_minutes_ago_count_through_the_clock_change() -> None:
    now = datetime(2024, 10, 27, 1, 10, tzinfo=UTC)  # 03:10 for the second time
    assert read_date("20 хв тому", now).at.astimezone(UTC).isoformat()[11:16] == "00:50"


def test_dates_are_found_in_their_order() -> None:
    spots = find_dates(
        "Оновлено 12.03.2024 о 10:00 | Опубліковано: 11 березня 2024 р., переглядів: 1270", NOW
    )
    assert [spot.moment.at.isoformat()[:16] for spot in spots] == ["2024-03-12T10:00", "2024-03-11T00:00"]


def test_words_of_the_next_box_end_a_relative_date() -> None:
    (spot,) = find_dates("8 днів томуПереглядів: 412", NOW)
    assert spot.moment.at.isoformat()[:10] == "2025-03-02"
    assert find_dates("8 днів томунова", NOW) == []


def test_drupal_writes_the_month_first() -> None:
    (spot,) = find_dates("Опубліковано 11/09/2022 - 10:15", NOW, month_first=True)
    assert spot.moment.at.isoformat()[:16] == "2022-11-09T10:15"
    (spot,) = find_dates("09/30/2022 - 10:15", NOW, month_first=True)
    assert spot.moment.at.isoformat()[:10] == "2022-09-30"
