# ruff: noqa: E501
"""Addresses and pages of a site at a time."""

import random
import re
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from jinja2 import Environment, Template

from tests.second_web import dates, noise
from tests.second_web import styles_cms as cms
from tests.second_web import styles_own as own
from tests.second_web.model import Article, Site


@dataclass(frozen=True)
class Style:
    lists: str
    page: str
    list_date: object
    page_date: object
    body: str = "p"
    charset: str = "utf-8"


STYLES = {
    "timeline": Style(own.TIMELINE_LIST, own.TIMELINE_PAGE, dates.comma, dates.long),
    "cards": Style(own.CARDS_LIST, own.CARDS_PAGE, dates.minute, dates.comma),
    "grid": Style(own.GRID_LIST, own.GRID_PAGE, dates.short, dates.day, "div"),
    "table": Style(own.TABLE_LIST, own.TABLE_PAGE, dates.short, dates.weekday, "p", "windows-1251"),
    "bare": Style(own.BARE_LIST, own.BARE_PAGE, dates.comma, dates.comma, "br"),
    "recent": Style(own.BARE_LIST, own.BARE_PAGE, dates.recent, dates.comma, "br"),
    "plain": Style(own.PLAIN_LIST, own.PLAIN_PAGE, dates.short, dates.dash),
    "wp": Style(cms.WP_LIST, cms.WP_PAGE, dates.short, dates.short),
    "vlada": Style(cms.VLADA_LIST, cms.VLADA_PAGE, dates.minute, dates.vlada),
    "joomla": Style(cms.JOOMLA_LIST, cms.JOOMLA_PAGE, dates.iso, dates.comma),
    "drupal": Style(cms.DRUPAL_LIST, cms.DRUPAL_PAGE, dates.dash, dates.dash),
}


@dataclass(frozen=True)
class Paths:
    """`first` and `later` pages of a list, with {section}; `item` with {n}, {slug}, {unix}, {section}; `step` and `base` count pages."""

    first: str
    later: str
    item: str
    step: int = 1
    base: int = 1


PATHS = {
    "timeline": Paths("/novyny", "/novyny?page={p}", "/novyny/{slug}-{n}"),
    "moved": Paths("/press-center/news", "/press-center/news?page={p}", "/press-center/news/{n}-{slug}.html"),
    "cards": Paths("/{section}", "/{section}?p={p}", "/{section}/{n}/{slug}"),
    "table": Paths("/news.php", "/news.php?p={p}", "/news.php?id={n}"),
    "bare": Paths("/podii/", "/podii/page/{p}/", "/podii/{slug}-{n}.html"),
    "recent": Paths("/podii/", "/podii/page/{p}/", "/podii/{slug}-{n}.html"),
    "plain": Paths("/novini", "/novini?page={p}", "/novini/{n}"),
    "wp": Paths("/", "/page/{p}/", "/{slug}-{n}/"),
    "vlada": Paths("/news/", "/news/?p={p}", "/news/{unix}/"),
    "joomla": Paths(
        "/uk/novini/podiji.html",
        "/uk/novini/podiji.html?start={p}",
        "/uk/novini/podiji/{n}-{slug}.html",
        10,
        0,
    ),
    "drupal": Paths("/news", "/news?page={p}", "/node/{n}", 1, 0),
}
ENVIRONMENT = Environment(autoescape=True)
TEMPLATES: dict[str, Template] = {}


def paths(site: Site, now: datetime) -> Paths:
    return PATHS["moved" if site.moved and now >= site.moved else site.paths or site.style]


def item_path(site: Site, article: Article, now: datetime) -> str:
    section = article.section if article.section else "news"
    return paths(site, now).item.format(
        n=article.n, slug=article.slug, unix=int(article.shows.timestamp()), section=section
    )


def list_path(site: Site, number: int, now: datetime, section: str = "news") -> str:
    p = paths(site, now)
    if number == 1:
        return p.first.format(section=section)
    return p.later.format(section=section, p=p.base + (number - 1) * p.step)


def known_paths(site: Site, now: datetime) -> dict[str, Article]:
    return {item_path(site, a, now): a for a in site.articles}


def list_number(site: Site, path: str, now: datetime) -> tuple[str, int] | None:
    """Section and number of the page of a list that an address stands for."""
    p = paths(site, now)
    for section in dict.fromkeys(a.section for a in site.articles):
        if path == p.first.format(section=section):
            return section, 1
        pattern = re.escape(p.later.format(section=section, p="0PAGE0")).replace("0PAGE0", r"(\d+)")
        if found := re.fullmatch(pattern, path):
            return section, (int(found.group(1)) - p.base) // p.step + 1
    return None


def shown(style: Style, article: Article, now: datetime) -> str:
    if not article.dated:
        return ""
    return (
        style.list_date(article.when, now)
        if style.list_date is dates.recent
        else style.list_date(article.when)
    )


def render(name: str, source: str, **values) -> str:
    if name not in TEMPLATES:
        TEMPLATES[name] = ENVIRONMENT.from_string(source)
    return TEMPLATES[name].render(**values)


def common(site: Site, now: datetime, rng: random.Random, article: Article | None, style: Style) -> dict:
    return {
        "s": site,
        "now": now,
        "z": noise.noise(site, now, rng, article),
        "charset": style.charset,
        "link": lambda a: item_path(site, a, now),
        "text": lambda a: a.wording(now),
        "day": lambda a: shown(style, a, now),
        "iso": lambda a: dates.iso(a.when),
        "news": list_path(site, 1, now),
    }


def list_page(
    site: Site, section: str, number: int, now: datetime, rng: random.Random, empty: bool = False
) -> str | None:
    """A page of a list; None behind its end."""
    shown = [] if empty else site.listed(now, section)
    count = max(1, -(-len(shown) // site.per_page))
    if number > count or number < 1:
        return None
    name = site.style_at(now)
    style = STYLES[name]
    items = shown[(number - 1) * site.per_page : number * site.per_page]
    pages = (
        [
            SimpleNamespace(n=i, url=list_path(site, i, now, section), here=i == number)
            for i in range(1, count + 1)
        ]
        if count > 1
        else []
    )
    heading = {"news": "Новини", "ogoloshennya": "Оголошення"}[section]
    page = render(
        name + "-list",
        style.lists,
        items=items,
        pages=pages,
        number=number,
        total=len(shown),
        title=heading,
        heading=heading,
        here=list_path(site, number, now, section),
        **common(site, now, rng, None, style),
    )
    return noise.jumbled(page, rng)


def article_page(site: Site, article: Article, now: datetime, rng: random.Random) -> str:
    name = site.style_at(now)
    style = STYLES[name]
    values = common(site, now, rng, article, style)
    title, paragraphs = article.wording(now)
    text = noise.body(paragraphs, values["z"], rng, style.body, values["link"], values["text"], site)
    page = render(
        name + "-page",
        style.page,
        a=article,
        title=title,
        body=text,
        here=item_path(site, article, now),
        date=style.page_date(article.when) if article.dated else "",
        **values,
    )
    return noise.jumbled(page, rng)


def front_page(site: Site, now: datetime, rng: random.Random) -> str:
    style = STYLES[site.style_at(now)]
    return noise.jumbled(
        render("front", own.FRONT, title="Головна", here="/", **common(site, now, rng, None, style)), rng
    )
