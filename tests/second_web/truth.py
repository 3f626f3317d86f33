# ruff: noqa: E501
"""What is true, from the script alone: what a careful reader of the docs would say who saw every page at every visit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.second_web.model import Absence, Article, Site


@dataclass
class Cell:
    day: date
    statuses: frozenset[str]
    articles: int
    final: bool
    why: str


@dataclass
class Withdrawal:
    article: Article
    absence: Absence
    earliest: datetime | None  # the visit at which it may be called gone at the soonest
    deadline: date | None  # the day by whose end it must be; None: there were not looks enough


class Truth:
    """Of one site. `visits` are the times at which it was visited."""

    def __init__(self, site: Site, visits: list[datetime]) -> None:
        self.site, self.visits = site, visits

    def statuses(self, now: datetime) -> frozenset[str]:
        """What a visit may come to: complete, unless something befell the site that concerns it."""
        says: set[str] = set()
        for fault in self.site.visit_faults(now):
            says |= set(fault.says)
        broken = self.site.broken
        if self.site.unmended(now) or (
            not says and broken and not self.site.mended and broken <= now < broken + timedelta(days=3)
        ):
            says |= set(self.site.redesign_says)
        return frozenset(says or {"complete"})

    def why(self, now: datetime) -> str:
        return "; ".join(f.why or f.kind for f in self.site.visit_faults(now)) or (
            "redesigned or moved to another host"
            if self.site.broken and now >= self.site.broken
            else "nothing befell it"
        )

    def readable(self, article: Article, now: datetime) -> bool:
        """Its page answers as it should, or says that it is gone."""
        return (
            self.site.fault(now, "page", article.section, article) is None
            and self.site.fault(now, "robots") is None
            and not self.site.unmended(now)
        )

    def found(self, article: Article) -> datetime | None:
        """The visit from which on it must be known: a list names it, its page answers, and nothing is amiss with lists."""
        for now in self.visits:
            lists = self.site.fault(now, "list", article.section)
            if article.there(now) and lists is None and self.readable(article, now):
                return now
        return None

    def wordings(self, article: Article) -> list[tuple[datetime, tuple[str, list[str]], str]]:
        """Each wording in its order: when first served, title and paragraphs, and the kind of the edit that made it."""
        first, told = self.found(article), []
        for now in self.visits:
            if first is None or now < first or not article.there(now) or not self.readable(article, now):
                continue
            wording = article.wording(now)
            if not told or told[-1][1] != wording:
                kind = next((kind for start, kind, _ in reversed(article.edits) if start <= now), "")
                told.append((now, wording, kind))
        return told

    def cell(self, day: date, until: datetime) -> Cell:
        """Of a day, by the visits up to `until`."""
        seen = [v for v in self.visits if v <= until]
        known = [a for a in self.site.articles if (first := self.found(a)) is not None and first <= until]
        count = sum(1 for a in known if a.dated and a.when.date() == day)
        final = any(v.date() > day and "complete" in self.statuses(v) for v in seen)
        today = [v for v in seen if v.date() == day]
        if not today:
            return Cell(day, frozenset({"not looked"}), count, final, "not visited")
        complete = [v for v in today if "complete" in self.statuses(v)]
        if not complete:
            return Cell(
                day, frozenset().union(*(self.statuses(v) for v in today)), count, final, self.why(today[-1])
            )
        sure = any(self.statuses(v) == {"complete"} for v in today)
        zero = self.zero(day, count, known)
        also = (
            frozenset()
            if sure
            else frozenset().union(*(self.statuses(v) for v in today), {"quiet"} if not count else {})
        )
        return Cell(day, zero | also, count, final, self.why(complete[-1]))

    def zero(self, day: date, count: int, known: list[Article]) -> frozenset[str]:
        """Complete or quiet. A list without dates proves nothing by itself: where its articles have dates both are right."""
        if count:
            return frozenset({"complete"})
        if all(a.dated for a in known):
            return frozenset({"quiet"} if self.site.list_dated else {"quiet", "complete"})
        return frozenset({"complete"})

    def answers(self, article: Article, now: datetime) -> bool:
        """Whether it can be seen that it is gone: also on days on which only what stands on pages is in disorder."""
        fault = self.site.fault(now, "page", article.section, article)
        return self.readable(article, now) or (
            fault is not None and fault.kind in ("empty_bodies", "questions", "wrong_charset")
        )

    def withdrawals(self) -> list[Withdrawal]:
        return [
            self.withdrawal(a, absence)
            for a in self.site.articles
            for absence in a.absences
            if (f := self.found(a)) and f < absence.start
        ]

    def withdrawal(self, article: Article, absence: Absence) -> Withdrawal:
        during = [v for v in self.visits if v >= absence.start and (absence.end is None or v < absence.end)]
        looks = [v for v in during if self.readable(article, v)]
        possible = [v for v in during if self.answers(article, v)]
        days: dict[date, datetime] = {}
        before = {v.date() for v in self.visits if v < absence.start} if not absence.still_listed else set()
        for look in looks:  # each once a day, and on the first day it was looked at before it went
            if look.date() not in before:
                days.setdefault(look.date(), look)
        ripe = [
            v for i, v in enumerate(possible) if i >= 2 and v.date() - possible[0].date() >= timedelta(days=2)
        ]
        daily = [d for i, d in enumerate(days) if i >= 2 and d - next(iter(days)) >= timedelta(days=2)]
        return Withdrawal(
            article, absence, ripe[0] if ripe else None, daily[0] + timedelta(days=1) if daily else None
        )


def by_site(sites: list[Site], plan: list[tuple[datetime, list[str]]]) -> dict[str, Truth]:
    times: dict[str, list[datetime]] = defaultdict(list)
    for now, slugs in plan:
        for slug in slugs:
            times[slug].append(now)
    return {site.slug: Truth(site, times[site.slug]) for site in sites}
