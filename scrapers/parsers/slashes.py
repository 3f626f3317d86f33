"""«12/10/2025»: the twelfth of October or the tenth of December, as the page's other dates have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from scrapers.dates import Moment, find_dates

_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/((?:19|20)\d\d)(?![\d/])")
_CLEARLY = 3  # times closer together


def in_order_of_page(moment: Moment, text: str) -> Moment:
    """The date read again where the page writes the day first, or the month. Other days and months than twelve prove
    it; else its dates, which are those of its latest news, lie much closer together in the right order.
    """
    own = _SLASHED.search(moment.raw)
    if own is None:
        return moment
    told = {tuple(map(int, match.groups())) for match in _SLASHED.finditer(text)}
    days_first = _span([(year, month, day) for day, month, year in told])
    months_first = _span([(year, month, day) for month, day, year in told])
    if days_first is None or months_first is None:
        month_first = days_first is None
    elif len(told) < 2 or max(days_first, months_first) < _CLEARLY * min(days_first, months_first):
        return moment
    else:
        month_first = months_first < days_first
    spots = find_dates(moment.raw, month_first=month_first)
    return replace(spots[0].moment, raw=moment.raw) if spots else moment


def in_order_of_machine(moment: Moment, stamps: Iterable[str]) -> Moment | None:
    """The date as an attribute at it tells, where day and month can be either: «<time datetime="2024-09-12T…">». None
    where none of these tells one of the two.
    """
    own = _SLASHED.fullmatch(moment.raw.partition(" ")[0].strip(","))
    days = (
        {f"{own[3]}-{int(a):02}-{int(b):02}" for a, b in (own.groups()[:2], own.groups()[1::-1])}
        if own
        else set()
    )
    told = {stamp[:10] for stamp in stamps} & days
    if len(days) < 2 or len(told) != 1:
        return None
    year, month, day = map(int, told.pop().split("-"))
    return replace(moment, at=moment.at.replace(year=year, month=month, day=day))


def _span(told: list[tuple[int, int, int]]) -> timedelta | None:
    """Between the first and the last of these days, at least one day; None where one of them is none."""
    try:
        days = [date(*parts) for parts in told]
    except ValueError:
        return None
    return max(max(days) - min(days), timedelta(days=1))
