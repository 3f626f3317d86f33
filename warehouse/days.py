"""Kinds of days: those of the week, and the holidays of Ukraine."""

from __future__ import annotations

from datetime import date
from functools import cache

KINDS = 8
HOLIDAY = 7  # 0–6 are Monday to Sunday


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Days that the law names, also while martial law makes them working days: offices post less on them."""
    from holidays import country_holidays  # here: every command knows this module, few ask it

    return frozenset(country_holidays("UA", years=year, categories=("public", "workday")))


@cache
def kind_of_day(day: date) -> int:
    return HOLIDAY if day in holidays_of(day.year) else day.weekday()
