"""The rest of the sites: those without a platform, with rules of their own or none. Days count from 0, a Monday."""

from tests.second_web.cast import fault
from tests.second_web.model import Absence, at
from tests.second_web.script import Filler


def mover(f: Filler, days: int) -> None:
    f.past(22)
    f.daily(days, 0.4, rest=(4, 11, 17))
    f.site.moved = at(11, 2)
    f.site.faults.append(
        fault(17, "404", "partial", "pages", 4, why="broken rewriting: every article 404, the list is alive")
    )
    f.revert(5, 8, "quote", 3)
    f.edits(
        (3, 6, 10, 12, 16, 19),
        (1, 5, 2, 3, 8, 2),
        ("number", "title", "date", "name", "paragraph_added", "quote"),
    )
    f.delete(7, "404", 3)
    f.delete(13, "410", 4)


def village(f: Filler, days: int) -> None:
    f.past(9, every=6)
    for day in (3, 9, 16, 24):
        f.post(at(day, 10, 40))
    f.post(at(-60, 9), pinned=(at(-60, 9), at(99, 9)))
    f.site.faults += [
        fault(14, "login", "blocked", why="a login page everywhere"),
        fault(
            20,
            "own_challenge",
            "partial blocked down",
            why="a challenge nobody listed, status 200, everywhere",
        ),
    ]
    f.edits((6, 12), (3, 20), ("number", "quote"))
    f.delete(11, "404", 15)


def undated_list(f: Filler, days: int) -> None:
    f.past(15)
    f.daily(days, 0.3, rest=(2, 3, 8, 19))
    f.site.faults.append(fault(16, "reset", "down", days=1, why="connections end without an answer"))
    f.site.faults.append(
        fault(
            20,
            "cached_page",
            "partial",
            "pages",
            why="a broken cache: every address of an article shows one copy of the newest",
        )
    )
    f.edits((4, 9, 14, 18), (1, 2, 5, 3), ("name", "paragraph_added", "number", "date"))
    f.delete(11, "front", 3)


def undated_all(f: Filler, days: int) -> None:
    f.past(14, dated=False)
    f.daily(days, 0.3, dated=False, rest=(2, 5, 6, 7, 12, 18))
    f.edits((4, 10, 16), (2, 5, 3), ("number", "name", "title"))
    f.delete(8, "404", 3)


def by_feed(f: Filler, days: int) -> None:
    f.past(20)
    f.daily(days, 0.4, rest=(5, 18))
    f.burst(13, 24)
    f.site.faults.append(
        fault(
            14,
            "none",
            "complete partial",
            "none",
            why="the feed cannot show all of a burst, the sitemap can: both answers are right",
        )
    )
    f.burst(9, 14, (8, 12))
    f.back_dated(15, 5)
    f.edits((3, 7, 12, 15, 20), (1, 6, 2, 9, 3), ("date", "number", "paragraph_removed", "name", "quote"))
    f.delete(6, "410", 2)
    f.delete(12, "soft", 4)


def two_lists(f: Filler, days: int) -> None:
    f.past(12)
    f.past(11, "ogoloshennya", 1.5)
    f.daily(days, 0.3, rest=(6, 12, 21))
    f.daily(days, 0.15, "ogoloshennya", rest=(6, 12, 21))
    f.site.faults += [
        fault(15, "404", "partial", "section:ogoloshennya", 4, why="one section was taken away"),
        fault(
            9,
            "own_challenge",
            "partial blocked",
            "pages",
            why="a challenge nobody listed, status 200, for articles",
        ),
    ]
    f.site.faults.append(
        fault(20, "cut", "partial down", "lists", why="the list breaks off in the middle of the answer")
    )
    f.edits((4, 8, 9, 17), (1, 3, 2, 5), ("number", "name", "date", "quote"))
    f.delete(10, "soft", 4)


def counted(f: Filler, days: int) -> None:
    f.past(25, every=0.5)
    f.daily(days, 0.4, rest=(7, 18))
    f.back_dated(8, 6)
    f.back_dated(16, 11)
    f.edits((5, 11, 19), (2, 4, 3), ("quote", "number", "title"))
    f.delete(10, "404", 3, listed=True)
    for day, kind in ((3, "403"), (4, "500")):  # each for ten days; no list names them any more
        f.site.faults.append(
            fault(
                day,
                kind,
                "complete",
                f"article:{f.pick(day, 12).n}",
                10,
                why="one old article refused or broken",
            )
        )


def bare_list(f: Filler, days: int) -> None:
    f.past(22, every=0.5)
    f.daily(days, 0.4, rest=(3, 17))
    f.back_dated(9, 7)
    f.site.faults += [
        fault(14, "front", "partial down", why="everything leads to the front page"),
        fault(6, "tls", "down partial", why="leads to https with a wrong handshake"),
        fault(18, "dns", "down partial", why="leads to a name that is not there"),
    ]
    f.site.faults.append(
        fault(
            24,
            "own_challenge",
            "partial blocked",
            "pages",
            why="a challenge nobody listed, status 200, each with a number of its own, for articles",
        )
    )
    broken = f.post(at(11, 7, 30))
    f.site.faults.append(
        fault(11, "500", "partial", f"article:{broken.n}", why="one new article answers 500")
    )
    f.edits((4, 8, 12, 20), (1, 3, 6, 2), ("paragraph_added", "date", "number", "name"))
    f.delete(5, "404", 2)
    once = f.delete(15, "front", 3)
    once.absences[:] = [Absence(at(day, 8), at(day + 1, 8), "front") for day in (15, 17, 20)]


def steppe(f: Filler, days: int) -> None:
    f.past(19)
    f.daily(days, 0.4, rest=(1, 8, 16, 25))
    f.site.faults += [
        fault(7, "works200", "down"),
        fault(12, "500", "down", "robots", why="robots.txt answers 500"),
        fault(19, "suspended", "down"),
        fault(
            4, "front", "partial", "pages", 2, why="every article leads to the front page, the list is alive"
        ),
        fault(21, "429", "blocked", why="too many requests, everywhere"),
        fault(
            24,
            "same_page",
            "partial",
            "pages",
            why="a lost condition in the query: every address of an article shows the newest one, rendered anew",
        ),
        fault(10, "refused", "down", days=0.4, hour=8, why="down in the morning only"),
    ]
    f.edits((3, 7, 11, 15, 18), (1, 2, 5, 3, 8), ("name", "number", "quote", "date", "paragraph_removed"))
    f.delete(14, "404", 4)


def hoster(f: Filler, days: int) -> None:
    f.past(17)
    f.daily(days, 0.4, rest=(4, 18))
    f.site.rehosted = (at(10, 3), "127.0.6.18")
    f.site.mended = (at(14, 7), f'hosts = ["127.0.5.18:{f.site.port}"]\n')
    f.site.redesign_says = ("partial", "down")
    f.edits((3, 7, 11, 17), (1, 4, 3, 2), ("name", "number", "quote", "title"))
    f.delete(8, "410", 3)
    f.delete(16, "404", 5)
