"""The sites one by one, and what befalls each. Days count from 0, a Monday."""

from tests.second_web.model import Absence, Fault, Site, at
from tests.second_web.script import Filler

IDLE = (13, 22, 23)  # the scheduler was down
CARDS = """
[[sections]]
name = "{section}"
reader = "listing"
url = "/{section}"
item = {items}
link = {links}
published = "small.text-muted"
page_param = "p"
last_page = "ul.pagination a"
"""
CARDS_LAYOUT = '\n[[layouts]]\n{until}title = "h1.news-title"\npublished = "time.news-date"\nbody = "div.news-body"\ndrop = ["div.advert, div.banner-inline, div.adsbygoogle, div.reklama"]\n'
GRID_LAYOUT = '\n[[layouts]]\ntitle = "h1.reader__head"\npublished = "span.reader__time"\nbody = "div.reader__text"\ndrop = ["div.advert, div.banner-inline, div.adsbygoogle, div.reklama"]\n'


def cards(section: str = "news", more: str = "") -> str:
    return CARDS.format(section=section, items='"div.card"', links='"h5.card-title a"') + more


def fault(day: int, kind: str, says: str, scope: str = "all", days: float = 1, hour: float = 0, why: str = "") -> Fault:
    start = at(day, int(hour), int(hour % 1 * 60))
    return Fault(start, at(day, int(hour + 24 * days), int((hour + 24 * days) % 1 * 60)), kind, tuple(says.split()), scope, why)


def verkhivska(f: Filler, days: int) -> None:
    f.past(24)
    f.daily(days, 0.5, rest=(6, 7, 12, 19))
    f.burst(6, 26)
    f.site.faults.append(fault(6, "refused", "down", days=1.75, hour=15, why="outage in the middle of a burst"))
    f.burst(22, 18)
    f.edits((3, 5, 10, 14, 16, 18, 20), (1, 4, 2, 9, 3, 1, 12))
    f.delete(12, "soft", 4)
    f.delete(15, "soft", 1)
    f.delete(9, "404", 2, back=10)
    f.back_dated(11, 4)
    f.back_dated(18, 9)
    same = [f.post(at(day, 9, 0)) for day in (4, 9, 15, 21)]
    for article in same:
        article.facts = article.facts.__class__(**{**vars(article.facts), "retitled": "Загальнонаціональна хвилина мовчання"})


def wp_open(f: Filler, days: int) -> None:
    f.past(22)
    f.daily(days, 0.4, rest=(4, 11, 16, 25))
    f.post(at(-33, 10), pinned=(at(2, 8), at(20, 8)))
    f.delete(5, "404", 3)
    f.delete(9, "410", 2)
    f.delete(12, "front", 5)
    f.delete(6, "404", 4, back=7)
    f.delete(10, "404", 6, back=17)
    f.site.faults.append(fault(19, "same_page", "partial", "pages", why="a broken cache: every address of an article shows the newest one"))
    f.edit(13, "number+name", 3)
    f.edits((3, 6, 8, 11, 15, 18, 21), (1, 2, 8, 1, 3, 10, 2))


def wp_closed(f: Filler, days: int) -> None:
    f.past(18)
    f.daily(days, 0.4, rest=(2, 12, 24))
    f.post(at(-50, 10), pinned=(at(-50, 8), at(99, 8)))
    f.site.faults += [fault(9, "cloudflare", "blocked partial", "pages", 2, why="challenge for the articles, the list is read"),
                      fault(16, "cloudflare200", "blocked", why="challenge with status 200 everywhere"),
                      fault(19, "cloudflare200", "blocked partial", "pages", why="challenge with status 200 for the articles only")]  # fmt: skip
    f.edits((4, 9, 12, 15, 16, 20), (1, 1, 2, 7, 1, 4), ("name", "number", "quote", "paragraph_added", "date", "title"))
    f.delete(7, "410", 2)
    f.delete(14, "front", 9)


def joomla(f: Filler, days: int) -> None:
    f.past(20)
    f.daily(days, 0.4, rest=(3, 10, 18))
    f.site.faults.append(fault(5, "refused", "down", days=3, why="outage of days"))
    f.edits((2, 6, 9, 12, 15, 19), (1, 3, 1, 6, 2, 8), ("date", "number", "title", "quote", "paragraph_removed", "name"))
    f.delete(6, "404", 4)
    f.delete(11, "front", 2)
    f.delete(16, "410", 7)
    f.site.faults.append(fault(20, "soft", "partial", "pages", 5, why="every article a soft 404, the list is alive"))


def drupal(f: Filler, days: int) -> None:
    f.past(23)
    f.daily(days, 0.4, rest=(1, 9, 20))
    f.site.faults += [fault(8, "404", "partial down", why="404 for everything, for a day"), fault(15, "works503", "down", days=2),
                      fault(19, "database", "partial down", "lists", why="the list answers 500, the articles answer")]  # fmt: skip
    f.site.faults.append(fault(12, "empty_bodies", "partial", "pages", why="a CMS fault: every article has its title and day and no text"))
    f.edits((3, 7, 10, 14, 18, 21), (2, 1, 5, 2, 3, 9), ("quote", "paragraph_added", "number", "name", "title", "date"))
    f.delete(10, "410", 3)
    f.delete(14, "404", 2)
    f.delete(6, "404", 5, back=9)


def capital(f: Filler, days: int) -> None:
    f.past(21)
    f.daily(days, 0.5, rest=(5, 15))
    f.site.redesign, f.site.redesign_says = (at(12, 3), "grid"), ("complete", "partial")
    f.site.faults.append(fault(9, "wrong_charset", "complete partial", why="the header names another charset than the bytes have"))
    f.site.faults.append(fault(24, "questions", "partial", "pages", why="the database lost its charset: every letter is a question mark, the list comes from a cache"))
    f.revert(16, 19, "number", 5)
    f.edits((4, 8, 11, 11, 14, 17, 20), (1, 7, 1, 3, 2, 6, 2))
    f.delete(10, "404", 2)
    f.delete(18, "soft", 4)


def old_table(f: Filler, days: int) -> None:
    f.past(17, every=1.2)
    f.daily(days, (0.5, 0.4, 0.0, 0.5, 0.3, 0.0, 0.0))
    f.site.faults += [fault(10, "empty_list", "partial", "lists", why="CMS fault: the list is alive and empty"), fault(18, "blank", "partial down", why="nothing with status 200"),
                      fault(16, "questions", "partial", days=1, why="the database lost its charset: every letter is a question mark")]
    f.edits((4, 8, 11, 15, 19), (3, 9, 3, 4, 6), ("number", "name", "date", "quote", "paragraph_removed"))
    f.delete(7, "404", 3)
    f.delete(15, "front", 6)


def own_rules(f: Filler, days: int) -> None:
    f.past(16)
    f.daily(days, 0.4, rest=(6, 20))
    f.site.redesign, f.site.redesign_says = (at(14, 4), "grid"), ("partial",)
    items, links = '["div.card", "article.tile"]', '["h5.card-title a", "a.tile__link"]'
    section = CARDS.format(section="news", items=items, links=links).replace('published = "small.text-muted"\n', "").replace("ul.pagination a", "ul.pagination a, div.paging a")
    f.site.mended = (at(18, 7), section + CARDS_LAYOUT.format(until="until = 2025-10-20\n") + GRID_LAYOUT)
    f.edits((3, 7, 10, 16, 20), (1, 2, 4, 3, 8), ("title", "number", "quote", "date", "name"))
    f.delete(8, "410", 3)
    f.delete(15, "404", 5)


def mover(f: Filler, days: int) -> None:
    f.past(22)
    f.daily(days, 0.4, rest=(4, 11, 17))
    f.site.moved = at(11, 2)
    f.site.faults.append(fault(17, "404", "partial", "pages", 4, why="broken rewriting: every article 404, the list is alive"))
    f.revert(5, 8, "quote", 3)
    f.edits((3, 6, 10, 12, 16, 19), (1, 5, 2, 3, 8, 2), ("number", "title", "date", "name", "paragraph_added", "quote"))
    f.delete(7, "404", 3)
    f.delete(13, "410", 4)


def village(f: Filler, days: int) -> None:
    f.past(9, every=6)
    for day in (3, 9, 16, 24):
        f.post(at(day, 10, 40))
    f.post(at(-60, 9), pinned=(at(-60, 9), at(99, 9)))
    f.site.faults += [fault(14, "login", "blocked", why="a login page everywhere"), fault(20, "own_challenge", "partial blocked down", why="a challenge nobody listed, status 200, everywhere")]
    f.edits((6, 12), (3, 20), ("number", "quote"))
    f.delete(11, "404", 15)


def undated_list(f: Filler, days: int) -> None:
    f.past(15)
    f.daily(days, 0.3, rest=(2, 3, 8, 19))
    f.site.faults.append(fault(16, "reset", "down", days=1, why="connections end without an answer"))
    f.site.faults.append(fault(20, "cached_page", "partial", "pages", why="a broken cache: every address of an article shows one copy of the newest"))
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
    f.site.faults.append(fault(14, "none", "complete partial", "none", why="the feed cannot show all of a burst, the sitemap can: both answers are right"))
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
    f.site.faults += [fault(15, "404", "partial", "section:ogoloshennya", 4, why="one section was taken away"),
                      fault(9, "own_challenge", "partial blocked", "pages", why="a challenge nobody listed, status 200, for articles")]  # fmt: skip
    f.site.faults.append(fault(20, "cut", "partial down", "lists", why="the list breaks off in the middle of the answer"))
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
        f.site.faults.append(fault(day, kind, "complete", f"article:{f.pick(day, 12).n}", 10, why="one old article refused or broken"))


def bare_list(f: Filler, days: int) -> None:
    f.past(22, every=0.5)
    f.daily(days, 0.4, rest=(3, 17))
    f.back_dated(9, 7)
    f.site.faults += [fault(14, "front", "partial down", why="everything leads to the front page"), fault(6, "tls", "down partial", why="leads to https with a wrong handshake"),
                      fault(18, "dns", "down partial", why="leads to a name that is not there")]  # fmt: skip
    f.site.faults.append(fault(24, "own_challenge", "partial blocked", "pages", why="a challenge nobody listed, status 200, each with a number of its own, for articles"))
    broken = f.post(at(11, 7, 30))
    f.site.faults.append(fault(11, "500", "partial", f"article:{broken.n}", why="one new article answers 500"))
    f.edits((4, 8, 12, 20), (1, 3, 6, 2), ("paragraph_added", "date", "number", "name"))
    f.delete(5, "404", 2)
    once = f.delete(15, "front", 3)
    once.absences[:] = [Absence(at(day, 8), at(day + 1, 8), "front") for day in (15, 17, 20)]


def steppe(f: Filler, days: int) -> None:
    f.past(19)
    f.daily(days, 0.4, rest=(1, 8, 16, 25))
    f.site.faults += [fault(7, "works200", "down"), fault(12, "500", "down", "robots", why="robots.txt answers 500"), fault(19, "suspended", "down"), fault(4, "front", "partial", "pages", 2, why="every article leads to the front page, the list is alive"),
                      fault(21, "429", "blocked", why="too many requests, everywhere"),
                      fault(24, "same_page", "partial", "pages", why="a lost condition in the query: every address of an article shows the newest one, rendered anew"), fault(10, "refused", "down", days=0.4, hour=8, why="down in the morning only")]  # fmt: skip
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
