"""What happens on the simulated web, day by day: this file is the truth, written before anybody has looked.

Visits come at 18:00, on one day at half past midnight, on one not at all. News appear at 11:00, some at 21:00, after
the visit. All sites are well on day 1 and from two days before the end on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from tests.simulated.dress import Drupal, Plain, Strict, Vlada, WordPress
from tests.simulated.posts import Edit, End, EndKind, NoiseKind, Post, at
from tests.simulated.site import Site
from tests.simulated.sources import alone, bounded, feed_only, followed, mended, preset, strict, with_sitemap
from tests.simulated.texts import EDIT_KINDS, EditKind

DAYS = 24
HOURS = {12: 0.5}  # else 18:00
NOBODY = frozenset({17})  # days without any run


def visit_at(day: int) -> float:
    return HOURS.get(day, 18.0)


class Pen:
    """Writes a site's news, each with a number of its own."""

    def __init__(self, first: int, days: int) -> None:
        self.number, self.days, self.posts = first, days, list[Post]()

    def add(self, day: int, hour: float = 11.0, how: str = "ordinary", **more: object) -> Post:
        self.number += 1
        post = Post(number=self.number, shown=at(day, hour), appears=at(day, hour), how=how)
        for name, value in more.items():
            setattr(post, name, value)
        self.posts.append(post)
        return post

    def stock(self, count: int = 14) -> None:
        """What was there before the first day."""
        for before in range(count):
            self.add(-before, 10.0, "old")

    def steady(self, quiet: Iterable[int] = ()) -> None:
        """One on a weekday, two on Tuesdays, the second of them in the evening, none at weekends."""
        for day in range(1, self.days + 1):
            if day in set(quiet) or (day - 1) % 7 in (5, 6):
                continue
            self.add(day)
            if (day - 1) % 7 == 1:
                self.add(day, 21.0, "in the evening")

    def of_day(self, day: int, place: int = 0) -> Post:
        return [post for post in self.posts if post.shown.date() == at(day).date()][place]

    def edit(self, day: int, post: Post, kind: EditKind) -> None:
        post.edits.append(Edit(moment=at(day, 9.0), kind=kind))

    def edits(self, first: int, *posts: Post) -> None:
        """All six kinds, one a day, each of another post."""
        for place, (kind, post) in enumerate(zip(EDIT_KINDS, posts, strict=True)):
            self.edit(first + place, post, kind)

    def noise(self, day: int, kinds: Iterable[NoiseKind], *posts: Post) -> None:
        for place, kind in enumerate(kinds):
            posts[place % len(posts)].noise.append((day + place % 3, kind))

    def end(self, post: Post, kind: EndKind, first: int, last: int = 10_000, *, listed: bool = False) -> None:
        post.end = End(kind=kind, first=first, last=last, listed=listed)


def vlada(days: int) -> Site:
    """Outages; news that are announced before they are there; noise on pages that are read each day."""
    pen = Pen(1000, days)
    pen.stock()
    pen.steady()
    pen.add(18, 11.5, "announced", announced=at(14))
    pen.edits(8, *(pen.of_day(day) for day in (4, 3, 2, 1, 0, -1)))
    pen.noise(9, ("counter", "stamp", "spaces", "markup", "typography", "tokens"), *pen.posts[2:8])
    pen.noise(18, ("counter", "related", "banner", "shares", "comments"), *pen.posts[8:13])
    pen.end(pen.of_day(9), "soft_404", 11)
    pen.end(pen.of_day(10), "503", 18, 19)
    return Site(
        slug="vlada_hromada",
        dress=Vlada(),
        path=lambda post: f"/news/{1_700_000_000 + post.number}/",
        files={1: partial(preset, platform="vlada_ua")},
        posts=pen.posts,
        events={5: "refused", 6: "refused", 7: "refused", 12: "half", 16: "503", 20: "works"},
        listing="/news/",
        page_path="/news/?p={n}",
        sitemap="/sitemap.xml",
    )


def refusing(days: int) -> Site:
    """Block pages, refusals and a login."""
    pen = Pen(2000, days)
    pen.stock()
    pen.steady()
    pen.edits(16, *(pen.of_day(day) for day in (15, 12, 11, 10, 9, 8)))
    return Site(
        slug="blok_rada",
        dress=Drupal(),
        path=lambda post: f"/news/{post.slug}",
        files={1: partial(preset, platform="drupal")},
        posts=pen.posts,
        events={
            **dict.fromkeys((6, 7), "challenge"),
            **{8: "own_block", 10: "403", 12: "robots", 14: "429", 16: "hollow"},
            **{18: "login", 19: "login", 22: "few_pages"},
        },
        page_path="/news?page={n}",
        first_page=0,
    )


def wordpress(days: int) -> Site:
    """A burst beyond a page; a pinned post; related items inside of the text."""
    pen = Pen(3000, days)
    pen.stock()
    pen.steady()
    for place in range(25):
        pen.add(8, 12 + place * 0.2, "burst")
    pen.add(-20, 9.0, "pinned", pinned=True, appears=at(3, 9.0))
    fresh = [pen.of_day(11), pen.of_day(10), pen.of_day(9)]
    pen.edits(12, *fresh, pen.of_day(8, 20), pen.of_day(8, 10), pen.of_day(2))
    pen.noise(
        16,
        ("related", "shares", "comments", "typography", "counter", "banner"),
        pen.of_day(16),
        pen.of_day(15),
    )
    pen.end(pen.of_day(15), "404", 18)
    pen.end(pen.of_day(-4), "soft_404", 6)
    pen.end(pen.of_day(-5), "front_page", 13)
    return Site(
        slug="wp_rada",
        dress=WordPress(),
        path=lambda post: f"/{post.shown:%Y/%m}/{post.slug}/",
        files={1: partial(preset, platform="wordpress")},
        posts=pen.posts,
        listing="/",
        page_path="/page/{n}/",
        feed="/feed/",
    )


def renewed(days: int) -> Site:
    """Its addresses change, and the old ones lead to the new ones."""
    pen = Pen(4000, days)
    pen.stock()
    pen.steady()
    pen.edits(13, *(pen.of_day(day) for day in (12, 11, 10, 9, 8, 5)))
    pen.noise(4, ("tokens", "banner", "counter"), pen.of_day(3), pen.of_day(4))
    return Site(
        slug="drupal_rada",
        dress=Drupal(),
        path=lambda post: f"/node/{post.number}",
        files={1: partial(preset, platform="drupal")},
        posts=pen.posts,
        page_path="/news?page={n}",
        first_page=0,
        new_path=lambda post: f"/news/{post.slug}",
        renewed=11,
    )


def without_rules(days: int) -> Site:
    """Nothing for a week; a list without items; a name that leads nowhere."""
    pen = Pen(5000, days)
    pen.stock()
    pen.steady(quiet=range(9, 16))
    pen.edits(4, *(pen.of_day(day) for day in (3, 2, 1, 0, -1, -2)))
    ends: tuple[tuple[int, EndKind], ...] = ((-5, "404"), (-6, "410"), (-7, "soft_404"), (-8, "front_page"))
    for day, kind in ends:
        pen.end(pen.of_day(day), kind, 8)
    pen.end(pen.of_day(-9), "renamed", 7)
    pen.noise(
        5,
        ("related", "counter", "stamp", "markup", "shares", "comments"),
        *(pen.of_day(day) for day in (5, 4, 3)),
    )
    return Site(
        slug="bez_pravyl",
        dress=Plain(),
        path=lambda post: f"/novyny/{post.number}-{post.slug}",
        files={1: alone},
        posts=pen.posts,
        events={16: "hollow", 18: "empty", 19: "own_block", 20: "dns", 21: "dns"},
        listing="/novyny",
        page_path="/novyny?page={n}",
    )


def paged(days: int) -> Site:
    """Short pages: pinned, back-dated and future-dated posts, a burst, and days on which nobody looked."""
    pen = Pen(6000, days)
    pen.stock(22)
    pen.steady()
    pen.add(-30, 9.0, "pinned", pinned=True, appears=at(5, 9.0))
    pen.add(-8, 15.0, "back-dated", appears=at(10, 10.0))
    pen.add(3, 15.0, "back-dated", appears=at(15, 10.0))
    pen.add(15, 12.0, "future-dated", appears=at(9, 10.0))
    for place in range(12):
        pen.add(16, 12 + place * 0.4, "burst")
    pen.edits(18, *(pen.of_day(day) for day in (16, 15, 12, 11, 10, 4)))
    pen.noise(19, ("counter", "spaces", "markup", "typography"), pen.of_day(19), pen.of_day(18))
    pen.end(pen.of_day(-10), "503", 18, 22)
    pen.end(pen.of_day(-11), "403", 15, 19)
    return Site(
        slug="storinky_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: strict},
        posts=pen.posts,
        unvisited=frozenset({4, 13, 14}),
    )


def redesigned(days: int) -> Site:
    """After a redesign no selector finds anything, until its owner has described the new pages."""
    pen = Pen(7000, days)
    pen.stock()
    pen.steady()
    pen.edits(14, *(pen.of_day(day) for day in (12, 11, 10, 9, 8, 5)))
    return Site(
        slug="pereizd_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: strict, 12: mended},
        posts=pen.posts,
        redesigned=9,
    )


def removed(days: int) -> Site:
    """It moves to another host, and its owner learns of it three days later."""
    pen = Pen(8000, days)
    pen.stock()
    pen.steady()
    pen.edits(16, *(pen.of_day(day) for day in (15, 12, 11, 10, 9, 8)))
    return Site(
        slug="domen_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: strict, 13: followed},
        posts=pen.posts,
        events=dict.fromkeys((10, 11, 12), "moved"),
        removed=10,
    )


def fed(days: int) -> Site:
    """Only a feed of ten names its news: of a burst beyond it some cannot be known."""
    pen = Pen(9000, days)
    pen.stock()
    pen.steady()
    pen.add(-30, 9.0, "pinned", pinned=True, appears=at(5, 9.0))
    for place in range(15):
        pen.add(9, 12 + place * 0.3, "burst")
    return Site(
        slug="strichka_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: feed_only},
        posts=pen.posts,
        feed="/rss.xml",
        listed=False,
    )


def deleting(days: int) -> Site:
    """Deletions of four kinds, what looks like some, and an outage while one is to be confirmed."""
    pen = Pen(10_000, days)
    pen.stock()
    pen.steady()
    told: tuple[tuple[int, EndKind, int, int], ...] = (
        (4, "404", 6, 10_000), (2, "410", 7, 10_000), (1, "soft_404", 8, 10_000), (0, "front_page", 9, 10_000),
        (-5, "404", 9, 10_000), (11, "410", 13, 10_000), (16, "front_page", 18, 10_000), (-9, "soft_404", 16, 10_000),
        (3, "503", 6, 8), (5, "403", 8, 9), (8, "challenge", 10, 11), (9, "renamed", 12, 10_000),
        (-3, "unlisted", 9, 10_000), (-4, "renamed", 10, 10_000), (10, "404", 12, 12), (-7, "front_page", 10, 10),
        (-8, "soft_404", 11, 11), (-10, "410", 10, 10),
    )  # fmt: skip
    for day, kind, first, last in told:
        pen.end(pen.of_day(day), kind, first, last)
    ends: tuple[tuple[int, EndKind], ...] = (
        (-11, "404"),
        (-12, "410"),
        (-13, "front_page"),
        (-6, "soft_404"),
    )
    for day, kind in ends:
        pen.end(pen.of_day(day), kind, 10, listed=True)  # a sitemap that is never tidied
    return Site(
        slug="vydalennia_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: with_sitemap},
        posts=pen.posts,
        events={14: "503", 15: "503"},
        sitemap="/sitemap.xml",
    )


def silent(days: int) -> Site:
    """Hardly ever says anything, and is well."""
    pen = Pen(11_000, days)
    pen.stock()
    pen.add(3)
    pen.add(20)
    pen.edit(8, pen.of_day(3), "number")
    pen.edit(14, pen.of_day(-2), "title")
    return Site(
        slug="tykha_hromada",
        dress=WordPress(),
        path=lambda post: f"/{post.shown:%Y/%m}/{post.slug}/",
        files={1: partial(preset, platform="wordpress")},
        posts=pen.posts,
        listing="/",
        page_path="/page/{n}/",
        feed="/feed/",
    )


def bound(days: int) -> Site:
    """Only two pages of five news may be read: of a burst beyond them some cannot be known."""
    pen = Pen(11_900, days)
    pen.stock(8)
    pen.steady()
    for place in range(12):
        pen.add(9, 12 + place * 0.3, "burst")
    return Site(
        slug="mezha_rada",
        dress=Strict(),
        path=lambda post: f"/novyna/{post.number}",
        files={1: bounded},
        posts=pen.posts,
        window=10,
    )


def write_sites(days: int = DAYS) -> list[Site]:
    makers = (
        vlada, refusing, wordpress, renewed, without_rules, paged, redesigned, removed, fed, deleting, silent, bound
    )  # fmt: skip
    sites = [make(days) for make in makers]
    for site in sites:
        site.unvisited |= NOBODY
        site.posts = [replace(post) for post in site.posts if post.appears <= at(days, 23.0)]
    return sites
