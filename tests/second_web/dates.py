"""The forms in which councils write dates."""

from datetime import UTC, datetime

from tests.second_web.words import MONTHS

DAYS = "понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя".split("|")


def long(d: datetime) -> str:
    return f"{d.day} {MONTHS[d.month - 1]} {d.year} року о {d:%H:%M}"


def comma(d: datetime) -> str:
    return f"{d.day} {MONTHS[d.month - 1].capitalize()} {d.year}, {d:%H:%M}"


def vlada(d: datetime) -> str:
    return f"{d.day} {MONTHS[d.month - 1].capitalize()}, {d.year} о {d:%H:%M}"


def short(d: datetime) -> str:
    return f"{d:%d.%m.%Y}"


def minute(d: datetime) -> str:
    return f"{d:%d.%m.%Y, %H:%M}"


def dash(d: datetime) -> str:
    return f"{d:%d.%m.%Y - %H:%M}"


def day(d: datetime) -> str:
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def weekday(d: datetime) -> str:
    return f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year} р."


def iso(d: datetime) -> str:
    return d.isoformat(timespec="seconds")


def rfc822(d: datetime) -> str:
    return d.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")


def recent(d: datetime, now: datetime) -> str:
    """As people say it, without a year: today, yesterday, 5 жовтня."""
    days = (now.date() - d.date()).days
    if days < 2:
        return f"{('Сьогодні', 'Вчора')[days]}, {d:%H:%M}"
    return f"{d.day} {MONTHS[d.month - 1]}, {d:%H:%M}"
