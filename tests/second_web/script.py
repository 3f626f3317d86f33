"""Who the sites are and how they fill: articles, edits, deletions."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from tests.second_web.model import KYIV, START, Absence, Article, Site, at
from tests.second_web.words import edited, facts, tell

LATIN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ -".split(" "),
        strict=True,
    )
)
ALL_KINDS = ("number", "date", "name", "quote", "title", "paragraph_added", "paragraph_removed")


def slugged(title: str, length: int = 48) -> str:
    letters = "".join(LATIN.get(c, c if c.isascii() and c.isalnum() else "") for c in title.lower()).replace(
        "_", ""
    )
    return "-".join(part for part in letters[:length].split("-") if part)


class Filler:
    """Fills one site, by its own random numbers."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.rng, self.days = site, random.Random(f"{seed} {site.slug}"), 0
        self.touched: set[int] = set()
        self.next = self.rng.randrange(300, 4000)

    def post(
        self, shows: datetime, when: datetime | None = None, section: str = "news", dated: bool = True, **more
    ) -> Article:
        told = facts(self.rng)
        while tell(told)[0] in {a.wording(shows)[0] for a in self.site.articles}:
            told = facts(self.rng)
        self.next += self.rng.randrange(1, 4)
        article = Article(
            self.next, slugged(tell(told)[0]), told, when or shows, shows, section, dated=dated, **more
        )
        self.site.articles.append(article)
        return article

    def moment(self, day: int) -> datetime:
        hour = self.rng.choice([7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 23, 0])
        return at(day, hour, self.rng.randrange(1, 59)) + timedelta(seconds=self.rng.randrange(60))

    def past(self, count: int, section: str = "news", every: float = 0.7, dated: bool = True) -> None:
        days = sorted(-1 - int(i * every + self.rng.random()) for i in range(count))
        for day in days:
            self.post(self.moment(day), section=section, dated=dated)

    def daily(
        self,
        days: int,
        chances: Iterable[float] | float = 0.6,
        section: str = "news",
        dated: bool = True,
        rest: tuple[int, ...] = (),
    ) -> None:
        """Posts of each day; at weekends fewer. `rest`: days without any."""
        for day in range(days):
            if day in rest:
                continue
            share = chances if isinstance(chances, float) else list(chances)[day % 7]
            for _ in range(3):
                if self.rng.random() < share * (0.4 if day % 7 >= 5 else 1.0):
                    self.post(self.moment(day), section=section, dated=dated)

    def burst(self, day: int, count: int, hours: tuple[int, int] = (10, 22), section: str = "news") -> None:
        for i in range(count):
            minutes = int((hours[1] - hours[0]) * 60 * i / count)
            self.post(at(day, hours[0]) + timedelta(minutes=minutes, seconds=i), section=section)

    def back_dated(self, day: int, back: int) -> Article:
        return self.post(at(day, 11, 5), at(day - back, 8, 17))

    def pick(self, day: int, age: int, hour: int = 12) -> Article:
        """The youngest article that was there `age` days before and was not touched yet."""
        limit = at(day - age, hour)
        free = [
            a
            for a in self.site.articles
            if a.shows <= limit and a.n not in self.touched and a.pinned is None and a.when == a.shows
        ]
        found = max(free, key=lambda a: a.shows)
        self.touched.add(found.n)
        return found

    def edit(self, day: int, kind: str, age: int = 2, hour: int = 12) -> Article:
        article = self.pick(day, age, hour)
        article.edits.append((at(day, hour, 30), kind, edited(article.facts, kind, self.rng)))
        return article

    def revert(self, day: int, back: int, kind: str, age: int) -> None:
        """An edit that is taken back some days later: three wordings, of which the last is the first."""
        article = self.edit(day, kind, age)
        article.edits.append((at(back, 12, 30), kind, article.facts))

    def edits(
        self, days: Iterable[int], ages: Iterable[int], kinds: Iterable[str] = ALL_KINDS, hour: int = 12
    ) -> None:
        for day, age, kind in zip(days, ages, kinds, strict=False):
            self.edit(day, kind, age, hour)

    def delete(
        self, day: int, how: str, age: int = 3, back: int | None = None, listed: bool = False, hour: int = 11
    ) -> Article:
        article = self.pick(day, age)
        article.absences.append(Absence(at(day, hour), None if back is None else at(back, 10), how, listed))
        return article


def visits(
    sites: list[Site], days: int, idle: tuple[int, ...], seed: int
) -> list[tuple[datetime, list[str]]]:
    """When who is visited: all in the morning, some twice more, on idle days nobody; minutes differ from day to day."""
    rng = random.Random(f"{seed} visits")
    plan: list[tuple[datetime, list[str]]] = []
    for day in range(days):
        if day in idle:
            continue
        minute = rng.randrange(0, 50)
        plan.append((at(day, 9, minute), [s.slug for s in sites if day not in s.skip]))
        often = [s.slug for s in sites if s.often and day not in s.skip]
        if day % 2 == 0:
            plan.append((at(day, 14, minute), often))
        if day % 3 != 2:
            plan.append((at(day, 21, minute), often))
    return plan


def last_day(days: int) -> datetime:
    return (START.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=KYIV)
