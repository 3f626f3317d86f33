"""What a careful human would say who saw the whole web all day: cells, news, wordings, ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.simulated.posts import DELETIONS, Post, at
from tests.simulated.script import visit_at
from tests.simulated.site import FEED, Site
from tests.simulated.texts import EditKind, Wording

Status = Literal["complete", "partial", "blocked", "down", "quiet", "not looked"]
_OF_EVENT: dict[str, Status] = {
    "refused": "down",
    "503": "down",
    "dns": "down",
    "works": "down",
    "challenge": "blocked",
    "own_block": "blocked",
    "robots": "blocked",
    "403": "blocked",
    "429": "blocked",
    "login": "blocked",
    "empty": "partial",
    "hollow": "partial",
    "half": "partial",
    "moved": "partial",
    "few_pages": "partial",
}
CONFIRMED_AFTER = 3  # d: days within which a deletion is to be confirmed; it may be found until d + 1
_FAILING = ("503", "403", "challenge")  # a page that cannot be read makes its day partial


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be said of a source and day, and why."""

    why: str
    allowed: frozenset[Status]


class Truth:
    """Of one site."""

    def __init__(self, site: Site, days: int) -> None:
        self.site, self.days = site, days
        self.visited = [day for day in range(1, days + 1) if day not in site.unvisited]
        self.readable = [day for day in self.visited if self.trouble(day) in (None, "few_pages", "half")]
        self.named = {post.number: self._named_on(post) for post in site.posts}

    def trouble(self, day: int) -> str | None:
        """What befalls the whole site."""
        mended = min((since for since in self.site.files if since >= self.site.redesigned), default=10_000)
        if self.site.redesigned <= day < mended:
            return "redesign"
        return self.site.event(day)

    def cell(self, day: int) -> Cell:
        if day in self.site.unvisited:
            return Cell("not looked", frozenset(("not looked",)))
        if trouble := self.trouble(day):
            if trouble == "few_pages" and not self._published_on(day):
                return self._calm(day, "ordinary day")
            return Cell(trouble, frozenset((_OF_EVENT.get(trouble, "partial"),)))
        if self._lost_by(day):
            return Cell("burst beyond what can be reached", frozenset(("partial",)))
        if any(post.ended(day) in _FAILING and self._is_in_front(post, day) for post in self.site.posts):
            return Cell("a page fails", frozenset(("partial",)))
        if self.trouble(day - 1) and day > 1:
            return self._calm(day, f"day after {self.trouble(day - 1)}")
        if day - 1 in self.site.unvisited:
            return self._calm(day, "day after nobody looked")
        if self.site.renewed == day:
            return self._calm(day, "changed URL scheme")
        return self._calm(day, "ordinary day")

    def _calm(self, day: int, why: str) -> Cell:
        """All could be read: `complete`, or `quiet` where nothing is of that day."""
        posts = self._published_on(day)
        if not posts:
            return Cell(f"{why}, no news", frozenset(("quiet",)))
        if all(post.how in ("back-dated", "future-dated") for post in posts):
            return Cell(f"{why}, dated otherwise", frozenset(("complete", "quiet")))
        how = "burst" if any(post.how == "burst" for post in posts) else why
        return Cell(how, frozenset(("complete",)))

    def _is_in_front(self, post: Post, day: int) -> bool:
        """Whether who reads what is new meets it: a failing page far down a list hides nothing new."""
        there = self.site.visible(at(day, visit_at(day)), day)
        return self.site.sitemap is not None or post in there[: self.site.dress.per_page]

    def _published_on(self, day: int) -> list[Post]:
        return [
            post
            for post in self.site.posts
            if post.shown.date() == at(day).date() and self.named[post.number]
        ]

    def _lost_by(self, day: int) -> bool:
        """Whether news have come and gone since the site was read before, with nobody to name them now."""
        before = max((each for each in self.readable if each < day), default=0)
        if not before:
            return False
        return any(
            not self.named[post.number]
            and at(before, visit_at(before)) < post.appears <= at(day, visit_at(day))
            for post in self.site.posts
        )

    def _named_on(self, post: Post) -> list[int]:
        """Days on which a visitor could learn of it."""
        return [day for day in self.readable if self._names(post, day)]

    def _names(self, post: Post, day: int) -> bool:
        there = self.site.visible(at(day, visit_at(day)), day)
        if self.site.listed or self.site.sitemap:
            return post in there[: self.site.window]
        pinned = [each for each in there if each.pinned]
        newest = sorted(
            (each for each in there if not each.pinned), key=lambda each: each.shown, reverse=True
        )
        return post in [*pinned, *newest][:FEED]

    def shown_on(self, post: Post) -> list[int]:
        """Days on which its page could be read by who knew of it."""
        first = min(self.named[post.number], default=10_000)
        return [day for day in self.readable if day >= first and self._shows(post, day)]

    def _shows(self, post: Post, day: int) -> bool:
        blocked = self.trouble(day) == "few_pages" and post.appears.date() == at(day).date()
        return not blocked and post.ended(day) in (None, "renamed", "unlisted")

    @property
    def posts(self) -> list[Post]:
        """Those that a visitor could have had."""
        return [post for post in self.site.posts if self.shown_on(post)]

    def wordings(self, post: Post) -> list[tuple[int, Wording, EditKind | None]]:
        """Those that could be seen, with the first day on which they could."""
        days = self.shown_on(post)
        told: list[tuple[int, Wording, EditKind | None]] = []
        all_of = post.wordings()
        for place, (since, wording, kind) in enumerate(all_of):
            until = all_of[place + 1][0] if place + 1 < len(all_of) else at(self.days + 1)
            seen = [day for day in days if since <= at(day, visit_at(day)) < until]
            if seen:
                told.append((seen[0], wording, kind))
        return told

    def is_deleted(self, post: Post) -> bool:
        """For good. What answers 404 for a day only is none."""
        return post.end is not None and post.end.kind in DELETIONS and post.end.last > self.days

    def deadline(self, post: Post) -> int:
        """The last day by which its deletion is to be found: d + 1 days on which the site was up."""
        assert post.end is not None
        up = [day for day in self.readable if day >= post.end.first]
        return up[CONFIRMED_AFTER + 1] if len(up) > CONFIRMED_AFTER + 1 else 10_000
