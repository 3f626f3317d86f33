"""How sites look: the markup of five families, with all that stands around a text and changes by itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.simulated.posts import FIRST, View
from tests.simulated.texts import MONTHS

_MENU = (
    "Про громаду|Керівництво|Депутати|Виконком|Документи|Бюджет|Старости|Освіта|Культура|Медицина|Вакансії|Контакти|"
    "Звернення|Послуги"
).split("|")
Neighbours = Sequence[tuple[str, str]]  # path and title of other news


@dataclass(frozen=True, slots=True)
class Item:
    """A news item as lists name it."""

    path: str
    title: str
    shown: datetime


class Dress(ABC):
    """One family. `redesigned` is how the same site looks after a redesign."""

    per_page = 10
    redesigned = False

    @abstractmethod
    def article(self, view: View, near: Neighbours) -> str: ...

    @abstractmethod
    def item(self, item: Item) -> str: ...

    def list_of(self, items: Sequence[Item], links: str, total: int) -> str:
        return "".join(map(self.item, items)) + links

    def page_link(self, href: str, number: int) -> str:
        return f'<a href="{href}">{number}</a>'

    def not_found(self) -> str:
        return page("Сторінку не знайдено", "<h1>Сторінку не знайдено</h1><p>Такої адреси немає.</p>")


def page(title: str, inner: str, *, lead_in: str = "", body: str = "", head: str = "") -> str:
    """A whole page with the menu that all have."""
    menu = "".join(f'<li><a href="/storinka/{n}">{word}</a></li>' for n, word in enumerate(_MENU))
    return (
        '<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head>"
        f"<body{body}><header>{lead_in}<nav><ul>{menu}</ul></nav></header>{inner}"
        "<footer><p>Усі права захищено. Передрук дозволено з посиланням.</p></footer></body></html>"
    )


def day_in_words(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def text_of(view: View) -> str:
    """The paragraphs as an editor leaves them, or after somebody has pasted them anew."""
    lines = [escape(line, quote=False) for line in view.texts]
    if view.revision("markup") % 2:
        dressed = (
            f'<p class="MsoNormal" style="text-align:justify"><span lang="UK">{x}</span></p>' for x in lines
        )
        return f'<div class="text-wrap">{"".join(dressed)}</div>'
    return "".join(f"<p>{line}</p>" for line in lines)


def counter(view: View) -> str:
    return f'<span class="views">Переглядів: {61 + 45 * view.revision("counter")}</span>'


def shares(view: View) -> str:
    count = 3 + 2 * view.revision("shares")
    return (
        '<div class="share-block">Поділитися: <a href="https://social.example/fb">Facebook</a>'
        f' <span class="count">{count}</span> <a href="https://social.example/tg">Telegram</a></div>'
    )


def related(view: View, near: Neighbours) -> str:
    first = view.revision("related")
    links = "".join(
        f'<li><a href="{path}">{escape(title)}</a></li>' for path, title in near[first : first + 3]
    )
    return f'<div class="related-posts"><h3>Читайте також</h3><ul>{links}</ul></div>'


def stamp(view: View) -> str:
    shift = view.revision("stamp")
    day = FIRST + timedelta(days=shift)
    return f'<div class="today">Сьогодні {day:%d.%m.%Y}, {8 + shift:02}:40</div>'


def banner(view: View) -> str:
    words = ("Гаряча лінія громади працює щодня", "Сплачуйте податки вчасно", "Бережіть воду")
    said = words[view.revision("banner") % 3]
    return (
        f'<aside class="banner"><a href="https://banner.example/{view.revision("banner")}">{said}</a></aside>'
    )


def comments(view: View) -> str:
    count = view.revision("comments")
    said = "".join(
        f'<div class="comment"><b>Мешканець {n}</b> <p>Дякую за новину, гарна справа!</p></div>'
        for n in range(count)
    )
    return f'<section id="comments" class="comments"><h3>Коментарі ({count})</h3>{said}</section>'


def tokens(view: View) -> str:
    key = f"{7919 * (view.revision('tokens') + 1):08x}"
    form = f'<form action="/poshuk"><input type="hidden" name="csrf_token" value="{key}"></form>'
    return f'{form}<script src="/a.js?v={key}"></script>'


class Vlada(Dress):
    """Vlada.UA with its own theme."""

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        day = f"{at.day} {MONTHS[at.month - 1].capitalize()}, {at.year} о {at:%H:%M}"
        inner = (
            '<ul class="breadcrumbs-custom-path"><li>Головна</li><li>Новини</li></ul><article class="post-creative">'
            f'<h1 class="post-creative-title">{title}</h1>'
            f'<ul class="post-creative-meta"><li><time datetime="{at.year}">'
            f"{day}</time></li><li>{counter(view)}</li></ul><main>{text_of(view)}</main></article>"
            f"{shares(view)}{related(view, near)}{comments(view)}"
        )
        brand = '<a class="rd-navbar-brand"><span>Громада <br><small>Житомирська область</small></span></a>'
        return page(view.told.title, inner, lead_in=f"{brand}{stamp(view)}{banner(view)}{tokens(view)}")

    def item(self, item: Item) -> str:
        at = item.shown
        return (
            '<article class="post-modern"><h4 class="post-modern-title">'
            f'<a href="{item.path}">{escape(item.title)}</a></h4>'
            f"<time>{at.day} {MONTHS[at.month - 1].capitalize()}, {at.year} о {at:%H:%M}</time></article>"
        )

    def page_link(self, href: str, number: int) -> str:
        return f'<div class="pagination"><a class="page-link" href="{href}">{number}</a></div>'

    def not_found(self) -> str:
        said = "<h1>Помилка 404</h1><p>Сторінку не знайдено</p>"
        inner = f'<article class="post-creative"><main>{said}</main></article>'
        return page("Error 404", inner)


class WordPress(Dress):
    """A theme whose related items stand inside of the text's box."""

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        inner = (
            f'<main><article id="post-{view.post.number}" class="post">'
            f'<header><h1 class="entry-title">{title}</h1>'
            f'<time class="entry-date published" datetime="{at.isoformat()}">{day_in_words(at)}'
            f"</time>{counter(view)}</header>"
            f'<div class="entry-content">{text_of(view)}<div class="sharedaddy">{shares(view)}</div>'
            f'<div class="jp-relatedposts">{related(view, near)}</div>'
            f"</div></article>{comments(view)}</main>{banner(view)}"
        )
        head = f'<meta property="article:published_time" content="{at.isoformat()}">'
        return page(view.told.title, inner, lead_in=stamp(view) + tokens(view), head=head)

    def item(self, item: Item) -> str:
        return (
            '<article class="post"><h2 class="entry-title">'
            f'<a href="{item.path}" rel="bookmark">{escape(item.title)}</a></h2>'
            f'<time datetime="{item.shown.isoformat()}">{day_in_words(item.shown)}</time></article>'
        )

    def page_link(self, href: str, number: int) -> str:
        return f'<a class="page-numbers" href="{href}">{number}</a>'

    def not_found(self) -> str:
        return page("Сторінку не знайдено", "<h1>Ой! Тут нічого немає.</h1>", body=' class="error404"')


class Drupal(Dress):
    """Drupal 10 with a theme of its own."""

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        inner = (
            f'<h1 class="page-title">{title}</h1>'
            f'<article data-history-node-id="{view.post.number}" class="node node--view-mode-full">'
            f'<footer><time datetime="{at.isoformat()}">{at:%d.%m.%Y - %H:%M}'
            f"</time> {counter(view)}</footer>"
            f'<div class="node__content"><div class="field field--name-body">{text_of(view)}'
            f"</div>{shares(view)}</div></article>"
            f'<div class="region region-sidebar">{related(view, near)}{banner(view)}</div>{comments(view)}'
        )
        return page(view.told.title, inner, lead_in=stamp(view) + tokens(view))

    def item(self, item: Item) -> str:
        return (
            '<div class="views-row"><span class="views-field-title">'
            f'<a href="{item.path}">{escape(item.title)}</a></span>'
            f'<time datetime="{item.shown.isoformat()}">{item.shown:%d.%m.%Y}</time></div>'
        )

    def page_link(self, href: str, number: int) -> str:
        return f'<ul class="pager"><li><a href="{href}">{number}</a></li></ul>'


class Plain(Dress):
    """A site nobody has written a rule for."""

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        inner = (
            f'<div class="wrap"><div class="left"><h1>{title}</h1>'
            f'<div class="meta">Опубліковано: {at:%d.%m.%Y %H:%M} | {counter(view)}</div>'
            f'<div class="full-text">{text_of(view)}'
            f"</div>{shares(view)}{related(view, near)}{comments(view)}</div>"
            f'<div class="right">{banner(view)}</div></div>'
        )
        return page(view.told.title, inner, lead_in=stamp(view) + tokens(view))

    def item(self, item: Item) -> str:
        return (
            f'<div class="news-card"><h3><a href="{item.path}">{escape(item.title)}</a></h3>'
            f'<span class="when">{item.shown:%d.%m.%Y}</span></div>'
        )

    def not_found(self) -> str:
        return page(
            "404", "<div class='wrap'><h1>404 – сторінку не знайдено</h1><p>Поверніться на головну.</p></div>"
        )


class Strict(Dress):
    """A site of its own, read by selectors alone; its list names how many news there are."""

    per_page = 5

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        inner = (
            f'<section class="nv"><h1 class="nv-title">{title}</h1>'
            f'<p class="nv-date">{at:%d.%m.%Y %H:%M}</p>{counter(view)}'
            f'<div class="nv-text">{text_of(view)}'
            f"</div>{shares(view)}{related(view, near)}{comments(view)}</section>{banner(view)}"
        )
        return page(view.told.title, inner, lead_in=stamp(view) + tokens(view))

    def item(self, item: Item) -> str:
        return (
            f'<div class="nv-item"><a class="nv-link" href="{item.path}">{escape(item.title)}</a>'
            f'<i class="nv-when">{item.shown:%d.%m.%Y %H:%M}</i></div>'
        )

    def list_of(self, items: Sequence[Item], links: str, total: int) -> str:
        return f'<p class="nv-total">Усього новин: {total}</p>' + super().list_of(items, links, total)

    def page_link(self, href: str, number: int) -> str:
        return f'<a class="nv-page" href="{href}">{number}</a>'


class StrictAnew(Strict):
    """The same site after its redesign: no class of before is left."""

    redesigned = True

    def article(self, view: View, near: Neighbours) -> str:
        at, title = view.told.shown, escape(view.told.title)
        inner = (
            f'<main class="card"><h2 class="card-head">{title}</h2>'
            f'<div class="card-day">{day_in_words(at)}, {at:%H:%M}</div>'
            f'<div class="card-story">{text_of(view)}'
            f"</div>{counter(view)}{shares(view)}{related(view, near)}{comments(view)}</main>"
        )
        return page(view.told.title, inner, lead_in=stamp(view) + tokens(view) + banner(view))

    def item(self, item: Item) -> str:
        return (
            f'<li class="tile"><a class="tile-link" href="{item.path}">{escape(item.title)}</a>'
            f'<b class="tile-day">{item.shown:%d.%m.%Y}</b></li>'
        )

    def list_of(self, items: Sequence[Item], links: str, total: int) -> str:
        return Dress.list_of(self, items, links, total)

    def page_link(self, href: str, number: int) -> str:
        return f'<a class="tile-page" href="{href}">{number}</a>'


def feed_of(items: Sequence[Item], base: str) -> str:
    rows = "".join(
        f"<item><title>{escape(item.title)}</title><link>{base}{escape(item.path)}</link>"
        f"<pubDate>{format_datetime(item.shown)}</pubDate></item>"
        for item in items
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Новини</title>'
    return f"{head}{rows}</channel></rss>"


def sitemap_of(items: Sequence[Item], base: str) -> str:
    rows = "".join(f"<url><loc>{base}{escape(item.path)}</loc></url>" for item in items)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
