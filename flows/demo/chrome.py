"""What surrounds every page of a demo site: head, header with menus, side menu, footer, modals; made, not stored."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from functools import cache
from string import Template

from flows.demo.content import DATA, SiteContent, load_menu, section_path

Entry = tuple[str, list[str]]

EMBLEM = "gerb.png"
ICONS = ("57x57", "60x60", "72x72", "76x76", "114x114", "120x120", "144x144", "152x152", "180x180")
BREAKPOINTS = ("sm", "md", "lg", "xl", "xxl")
MODALS = {
    "auth_petition": "Вхід до системи електронних петицій",
    "reg_petition": "Реєстрація в системі електронних петицій",
    "forgot_password": "Відновлення пароля",
    "auth_person": "Кабінет посадової особи",
    "auth_block": "Вхід для адміністратора",
}
# pages that every site has, apart from its sections
FIXED = {
    "/": "Головна",
    "/main/": "Головна",
    "/docs/": "Офіційні документи",
    "/feedback/": "Контакти",
    "/petitions/": "Електронні петиції",
    "/persons/": "Електронні звернення",
    "/openbudget/": "Відкритий бюджет",
    "/search/": "Пошук",
    "/sitemap/": "Мапа сайту",
}


@cache
def template(name: str) -> Template:
    return Template((DATA / f"{name}.html").read_text("utf-8").rstrip("\n"))


def text(words: str) -> str:
    return html.escape(words, quote=False)


def common(site: SiteContent, base: str) -> dict[str, str]:
    """Values that every template may ask for."""
    return {
        "base": base,
        "charset": site.charset,
        "emblem": site.uploads + EMBLEM,
        "name": text(site.name),
        "object_id": str(site.object_id),
        "place": text(site.place),
    }


def site_menu(site: SiteContent) -> list[Entry]:
    """The side menu: the shared one and the sections that only this site's articles name."""
    menu = [(name, list(items)) for name, items in load_menu()["left"]]
    known = dict(menu)
    for crumbs in dict.fromkeys(article.category for article in site.articles):
        if crumbs[0] not in known and crumbs[0] not in dict(load_menu()["top"]):
            known[crumbs[0]] = []
            menu.append((crumbs[0], known[crumbs[0]]))
        if crumbs[0] in known:
            known[crumbs[0]].extend(c for c in crumbs[1:] if c not in known[crumbs[0]])
    return menu


def site_sections(site: SiteContent) -> dict[str, str]:
    """All section pages: path → name."""
    entries = [*load_menu()["top"], *site_menu(site)]
    names = [name for entry in entries for name in (entry[0], *entry[1])]
    return FIXED | {section_path(name): name for name in names}


def render_head(site: SiteContent, base: str, values: dict[str, str]) -> str:
    """`values`: title, description, keywords, graph; all of them ready to stand in HTML."""
    icon = '<link rel="apple-touch-icon" sizes="{0}" href="https://gromada.org.ua/apple-icon-{0}.png">'
    icons = "\n".join(icon.format(size) for size in ICONS)
    return template("head").substitute(common(site, base), icons=icons, **values) + "\n"


def render_header(site: SiteContent, base: str) -> str:
    layouts = " ".join(
        f'data-{size}-layout="rd-navbar-fixed" data-{size}-device-layout="rd-navbar-fixed" '
        f'data-{size}-stick-up-offset="118px" data-{size}-stick-up="true"'
        for size in BREAKPOINTS
    )
    menu = "\n".join(_top_entry(entry, base) for entry in load_menu()["top"])
    return template("header").substitute(common(site, base), layouts=layouts, menu=menu) + "\n"


def render_footer(site: SiteContent, base: str) -> str:
    values = common(site, base)
    modals = (template("modal").substitute(values, id=id_, heading=name) for id_, name in MODALS.items())
    return template("footer").substitute(
        values,
        menu="\n".join(_left_entry(entry, base) for entry in site_menu(site)),
        ornament=" ".join(_ornament(320)),
        modals="\n".join(modals),
    )


def _top_entry(entry: Entry, base: str) -> str:
    name, items = entry
    link = '<li class="rd-dropdown-item">\n<a class="rd-dropdown-link" href="{}">{}</a>\n</li>'
    rows = "\n".join(link.format(base + section_path(item), text(item)) for item in items)
    return (
        f'<li class="rd-nav-item">\n<a class="rd-nav-link" href="{base}{section_path(name)}">{text(name)}</a>\n'
        f'<ul class="rd-menu rd-navbar-dropdown">\n{rows}\n</ul>\n</li>'
    )


def _left_entry(entry: Entry, base: str) -> str:
    name, items = entry
    rows = "\n".join(f'<li>\n<a href="{base}{section_path(item)}">{text(item)}</a>\n</li>' for item in items)
    return (
        f'<div class="item">\n<h5><a href="{base}{section_path(name)}">{text(name)}</a></h5>\n'
        f"<ul>\n{rows}\n</ul>\n</div>"
    )


def _ornament(strokes: int) -> Iterator[str]:
    """Commands of an SVG path, as heavy as a real logo and always the same."""
    yield "M0,860"
    for n in range(strokes):
        noise = hashlib.md5(n.to_bytes(2, "big")).digest()
        yield f"q{noise[0] / 16:.2f},{noise[1] / 16:.2f},{noise[2] / 16:.2f},{(noise[3] - 128) / 8:.2f}"
