"""A site as a function of the simulated day: what it answers, and what becomes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Literal

from tests.simulated.dress import Dress, Item, StrictAnew, feed_of, page, sitemap_of
from tests.simulated.posts import Post, View

# what befalls a whole site on a day. `own_block`: a block page in words of its own, `works`: a notice of works, both
# with status 200; `robots`: robots.txt forbids all; `hollow`: a list without items beside a column of popular news;
# `half`: the sitemap fails and the list does not; `few_pages`: a challenge in the place of pages new on that day
Event = Literal[
    "refused", "503", "dns", "works", "challenge", "own_block", "403", "429", "robots", "login", "few_pages",
    "empty", "hollow", "half", "moved",
]  # fmt: skip
FEED = 10  # news in a feed
HTML = "text/html; charset=utf-8"
NOWHERE = f"http://{'a' * 64}.invalid"  # a label too long to be asked a name server for
_CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    "<script>window._cf_chl_opt={cvId:'3'};</script><noscript>Enable JavaScript</noscript></body></html>"
)
_OWN_BLOCK = (
    "<!DOCTYPE html><html lang='uk'><head><title>Доступ обмежено</title></head><body><h1>Доступ обмежено</h1>"
    "<p>Ваш запит схожий на автоматичний. Зверніться до адміністратора сайту. Код: 7f3a.</p></body></html>"
)
_WORKS = (
    "<!DOCTYPE html><html lang='uk'><head><title>Технічні роботи</title></head><body>"
    "<h1>На сайті ведуться технічні роботи</h1><p>Перепрошуємо за незручності.</p></body></html>"
)
_LOGIN = (
    "<!DOCTYPE html><html lang='uk'><head><title>Вхід</title></head><body><h1>Вхід</h1><form method='post'>"
    "<input name='login'><input type='password' name='password'><button>Увійти</button></form></body></html>"
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str = ""
    kind: str = HTML
    location: str | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.body.encode()).hexdigest()}"'


def found(body: str, kind: str = HTML) -> Answer:
    return Answer(200, body, kind)


def moved(location: str, status: int = 301) -> Answer:
    return Answer(status, location=location)


@dataclass(slots=True, kw_only=True)
class Site:
    """`path` and `page_path` are the family's addresses; `files` the source file and the days from which it is so."""

    slug: str
    dress: Dress
    path: Callable[[Post], str]
    files: Mapping[int, Callable[[Site], str]]
    posts: list[Post] = field(default_factory=list)
    events: Mapping[int, Event] = field(default_factory=dict)
    unvisited: frozenset[int] = frozenset()
    listing: str = "/news"
    page_path: str = "/news?p={n}"
    first_page: int = 1
    feed: str | None = None
    sitemap: str | None = None
    listed: bool = True  # False: only the feed names its news
    window: int = 10_000  # news that can be reached from its list, as far as its source file allows
    new_path: Callable[[Post], str] | None = None  # its addresses from `renewed` on; the old ones lead there
    renewed: int = 10_000
    redesigned: int = 10_000
    removed: int = 10_000  # the day on which it moved to another host
    bases: tuple[str, str] = ("", "")  # its address, and the one it moves to

    def source(self, day: int) -> str:
        return self.files[max(since for since in self.files if since <= day)](self)

    def event(self, day: int) -> Event | None:
        return self.events.get(day)

    def base(self, day: int) -> str:
        return self.bases[day >= self.removed]

    def path_on(self, post: Post, day: int) -> str:
        path = self.new_path(post) if self.new_path and day >= self.renewed else self.path(post)
        return f"{path.rstrip('/')}-2" if post.ended(day) == "renamed" else path

    def addresses(self, post: Post) -> set[str]:
        """Every address that one news item has ever had."""
        paths = [self.path(post), *([self.new_path(post)] if self.new_path else [])]
        paths += [f"{path.rstrip('/')}-2" for path in paths]
        return {base + path for base in self.bases if base for path in paths}

    def visible(self, moment: datetime, day: int) -> list[Post]:
        """As its list names them: pinned first, then by the day they show."""
        shown = [post for post in self.posts if post.appears <= moment and post.listed(day)]
        return sorted(shown, key=lambda post: (not post.pinned, -post.shown.timestamp(), post.number))

    def items(self, moment: datetime, day: int) -> list[Item]:
        if self.event(day) in ("empty", "hollow"):
            return []
        return [
            Item(self.path_on(post, day), post.wording(moment).title, post.shown)
            for post in self.visible(moment, day)
        ]

    def dress_on(self, day: int) -> Dress:
        return StrictAnew() if day >= self.redesigned else self.dress

    def answer(self, host: int, path: str, moment: datetime, day: int) -> Answer:
        """What a visitor of its first or second host gets; a site that has not moved yet is not on the second."""
        match self.event(day):
            case "503":
                return Answer(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
            case "dns":
                return moved(NOWHERE + path, 302)
            case "challenge":
                return found(_CHALLENGE)
            case "own_block":
                return found(_OWN_BLOCK)
            case "works":
                return found(_WORKS)
            case "robots" if path == "/robots.txt":
                return found("User-agent: *\nDisallow: /\n", "text/plain")
            case "half" if path == self.sitemap:
                return Answer(500, "<html><body><h1>500</h1></body></html>")
            case "403" | "429" as status:
                return Answer(int(status), f"<html><body><h1>{status}</h1></body></html>")
            case "login" if path != "/login":
                return moved("/login", 302)
            case "login":
                return found(_LOGIN)
        if host == 0 and day >= self.removed:
            return moved(self.bases[1] + path)
        if host == 1 and day < self.removed:
            return Answer(404, "nothing here yet")
        return self._page(path, moment, day)

    def _page(self, path: str, moment: datetime, day: int) -> Answer:
        if path == self.feed:
            there = self.items(moment, day)
            pinned = [
                item for item, post in zip(there, self.visible(moment, day), strict=False) if post.pinned
            ]
            newest = sorted(there, key=lambda item: item.shown, reverse=True)
            told = [*pinned, *(item for item in newest if item not in pinned)][:FEED]
            return found(feed_of(told, self.base(day)), "application/rss+xml")
        if path == self.sitemap:
            return found(sitemap_of(self._in_sitemap(moment, day), self.base(day)), "application/xml")
        if self.listed and (number := self._number(path)) is not None:
            return self._list(number, moment, day)
        for post in self.posts:
            if path in (self.path(post), self.path_on(post, day)):
                return self._post(post, path, moment, day)
        if path == "/":
            return found(page("Громада", "<h1>Громада</h1><p>Ласкаво просимо на сайт громади.</p>"))
        return Answer(404, self.dress_on(day).not_found())

    def _in_sitemap(self, moment: datetime, day: int) -> list[Item]:
        """Also what is only announced."""
        waiting = [post for post in self.posts if post.announced and post.announced <= moment < post.appears]
        told = self.items(moment, day)
        return told + [Item(self.path_on(post, day), "", post.shown) for post in waiting] if told else []

    def _number(self, path: str) -> int | None:
        if path == self.listing:
            return self.first_page
        head, _, tail = self.page_path.partition("{n}")
        number = path.removeprefix(head).removesuffix(tail)
        return int(number) if path.startswith(head) and path.endswith(tail) and number.isdigit() else None

    def _list(self, number: int, moment: datetime, day: int) -> Answer:
        dress, items = self.dress_on(day), self.items(moment, day)
        place, last = number - self.first_page, max(1, ceil(len(items) / self.dress.per_page))
        if not 0 <= place < last:
            return Answer(404, dress.not_found())
        links = "".join(
            dress.page_link(self.page_path.replace("{n}", str(self.first_page + n)), self.first_page + n)
            for n in range(last)
            if n != place
        )
        there = items[place * self.dress.per_page : (place + 1) * self.dress.per_page]
        column = self._popular(day) if self.event(day) == "hollow" else ""
        return found(page("Новини", f"<h1>Новини</h1>{dress.list_of(there, links, len(items))}{column}"))

    def _popular(self, day: int) -> str:
        """A side column that names five old news."""
        told = [(self.path_on(post, day), post.wordings()[0][1].title) for post in self.posts[:5]]
        links = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in told)
        return f'<aside class="popular"><h3>Популярне</h3><ul>{links}</ul></aside>'

    def _post(self, post: Post, path: str, moment: datetime, day: int) -> Answer:
        dress = self.dress_on(day)
        if post.appears > moment:
            return found(dress.not_found()) if post.announced else Answer(404, dress.not_found())
        if path != self.path_on(post, day):
            return moved(self.path_on(post, day))
        if self.event(day) == "few_pages" and post.appears.date() == moment.date():
            return found(_CHALLENGE)
        match post.ended(day):
            case "404" | "410" as status:
                return Answer(int(status), dress.not_found())
            case "soft_404":
                return found(dress.not_found())
            case "front_page":
                return moved("/", 302)
            case "503" | "403" as status:
                return Answer(int(status), f"<html><body><h1>{status}</h1></body></html>")
            case "challenge":
                return found(_CHALLENGE)
        view = View(post=post, told=post.wording(moment), day=day)
        return found(dress.article(view, self._neighbours(post, day)))

    def _neighbours(self, post: Post, day: int) -> list[tuple[str, str]]:
        """Older news, as «related» shows them."""
        older = sorted(self.posts, key=lambda other: abs(other.number - post.number))
        return [
            (self.path_on(other, day), other.wordings()[0][1].title)
            for other in older
            if other.appears < post.appears
        ][:6]
