"""«12/10/2025»: the twelfth of October or the tenth of December, as the page's other dates have it."""

from __future__ import annotations

import re
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


def _span(told: list[tuple[int, int, int]]) -> timedelta | None:
    """Between the first and the last of these days, at least one day; None where one of them is none."""
    try:
        days = [date(*parts) for parts in told]
    except ValueError:
        return None
    return max(max(days) - min(days), timedelta(days=1))
