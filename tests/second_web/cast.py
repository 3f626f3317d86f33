# ruff: noqa: E501
"""The sites one by one, and what befalls each. Days count from 0, a Monday."""

from tests.second_web.model import Fault, at
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


def fault(
    day: int, kind: str, says: str, scope: str = "all", days: float = 1, hour: float = 0, why: str = ""
) -> Fault:
    start = at(day, int(hour), int(hour % 1 * 60))
    return Fault(
        start,
        at(day, int(hour + 24 * days), int((hour + 24 * days) % 1 * 60)),
        kind,
        tuple(says.split()),
        scope,
        why,
    )


def verkhivska(f: Filler, days: int) -> None:
    f.past(24)
    f.daily(days, 0.5, rest=(6, 7, 12, 19))
    f.burst(6, 26)
    f.site.faults.append(
        fault(6, "refused", "down", days=1.75, hour=15, why="outage in the middle of a burst")
    )
    f.burst(22, 18)
    f.edits((3, 5, 10, 14, 16, 18, 20), (1, 4, 2, 9, 3, 1, 12))
    f.delete(12, "soft", 4)
    f.delete(15, "soft", 1)
    f.delete(9, "404", 2, back=10)
    f.back_dated(11, 4)
    f.back_dated(18, 9)
    same = [f.post(at(day, 9, 0)) for day in (4, 9, 15, 21)]
    for article in same:
        article.facts = article.facts.__class__(
            **{**vars(article.facts), "retitled": "Загальнонаціональна хвилина мовчання"}
        )


def wp_open(f: Filler, days: int) -> None:
    f.past(22)
    f.daily(days, 0.4, rest=(4, 11, 16, 25))
    f.post(at(-33, 10), pinned=(at(2, 8), at(20, 8)))
    f.delete(5, "404", 3)
    f.delete(9, "410", 2)
    f.delete(12, "front", 5)
    f.delete(6, "404", 4, back=7)
    f.delete(10, "404", 6, back=17)
    f.site.faults.append(
        fault(
            19,
            "same_page",
            "partial",
            "pages",
            why="a broken cache: every address of an article shows the newest one",
        )
    )
    f.edit(13, "number+name", 3)
    f.edits((3, 6, 8, 11, 15, 18, 21), (1, 2, 8, 1, 3, 10, 2))


def wp_closed(f: Filler, days: int) -> None:
    f.past(18)
    f.daily(days, 0.4, rest=(2, 12, 24))
    f.post(at(-50, 10), pinned=(at(-50, 8), at(99, 8)))
    f.site.faults += [
        fault(
            9, "cloudflare", "blocked partial", "pages", 2, why="challenge for the articles, the list is read"
        ),
        fault(16, "cloudflare200", "blocked", why="challenge with status 200 everywhere"),
        fault(
            19,
            "cloudflare200",
            "blocked partial",
            "pages",
            why="challenge with status 200 for the articles only",
        ),
    ]
    f.edits(
        (4, 9, 12, 15, 16, 20),
        (1, 1, 2, 7, 1, 4),
        ("name", "number", "quote", "paragraph_added", "date", "title"),
    )
    f.delete(7, "410", 2)
    f.delete(14, "front", 9)


def joomla(f: Filler, days: int) -> None:
    f.past(20)
    f.daily(days, 0.4, rest=(3, 10, 18))
    f.site.faults.append(fault(5, "refused", "down", days=3, why="outage of days"))
    f.edits(
        (2, 6, 9, 12, 15, 19),
        (1, 3, 1, 6, 2, 8),
        ("date", "number", "title", "quote", "paragraph_removed", "name"),
    )
    f.delete(6, "404", 4)
    f.delete(11, "front", 2)
    f.delete(16, "410", 7)
    f.site.faults.append(
        fault(20, "soft", "partial", "pages", 5, why="every article a soft 404, the list is alive")
    )


def drupal(f: Filler, days: int) -> None:
    f.past(23)
    f.daily(days, 0.4, rest=(1, 9, 20))
    f.site.faults += [
        fault(8, "404", "partial down", why="404 for everything, for a day"),
        fault(15, "works503", "down", days=2),
        fault(19, "database", "partial down", "lists", why="the list answers 500, the articles answer"),
    ]
    f.site.faults.append(
        fault(
            12,
            "empty_bodies",
            "partial",
            "pages",
            why="a CMS fault: every article has its title and day and no text",
        )
    )
    f.edits(
        (3, 7, 10, 14, 18, 21),
        (2, 1, 5, 2, 3, 9),
        ("quote", "paragraph_added", "number", "name", "title", "date"),
    )
    f.delete(10, "410", 3)
    f.delete(14, "404", 2)
    f.delete(6, "404", 5, back=9)


def capital(f: Filler, days: int) -> None:
    f.past(21)
    f.daily(days, 0.5, rest=(5, 15))
    f.site.redesign, f.site.redesign_says = (at(12, 3), "grid"), ("complete", "partial")
    f.site.faults.append(
        fault(
            9, "wrong_charset", "complete partial", why="the header names another charset than the bytes have"
        )
    )
    f.site.faults.append(
        fault(
            24,
            "questions",
            "partial",
            "pages",
            why="the database lost its charset: every letter is a question mark, the list comes from a cache",
        )
    )
    f.revert(16, 19, "number", 5)
    f.edits((4, 8, 11, 11, 14, 17, 20), (1, 7, 1, 3, 2, 6, 2))
    f.delete(10, "404", 2)
    f.delete(18, "soft", 4)


def old_table(f: Filler, days: int) -> None:
    f.past(17, every=1.2)
    f.daily(days, (0.5, 0.4, 0.0, 0.5, 0.3, 0.0, 0.0))
    f.site.faults += [
        fault(10, "empty_list", "partial", "lists", why="CMS fault: the list is alive and empty"),
        fault(18, "blank", "partial down", why="nothing with status 200"),
        fault(
            16,
            "questions",
            "partial",
            days=1,
            why="the database lost its charset: every letter is a question mark",
        ),
    ]
    f.edits((4, 8, 11, 15, 19), (3, 9, 3, 4, 6), ("number", "name", "date", "quote", "paragraph_removed"))
    f.delete(7, "404", 3)
    f.delete(15, "front", 6)


def own_rules(f: Filler, days: int) -> None:
    f.past(16)
    f.daily(days, 0.4, rest=(6, 20))
    f.site.redesign, f.site.redesign_says = (at(14, 4), "grid"), ("partial",)
    items, links = '["div.card", "article.tile"]', '["h5.card-title a", "a.tile__link"]'
    section = (
        CARDS.format(section="news", items=items, links=links)
        .replace('published = "small.text-muted"\n', "")
        .replace("ul.pagination a", "ul.pagination a, div.paging a")
    )
    f.site.mended = (at(18, 7), section + CARDS_LAYOUT.format(until="until = 2025-10-20\n") + GRID_LAYOUT)
    f.edits((3, 7, 10, 16, 20), (1, 2, 4, 3, 8), ("title", "number", "quote", "date", "name"))
    f.delete(8, "410", 3)
    f.delete(15, "404", 5)
