"""The source files of the simulated sites, as their owner writes and mends them."""

from __future__ import annotations

from datetime import timedelta

from tests.simulated.posts import FIRST
from tests.simulated.site import Site

_STRICT = """
[[layouts]]
{until}title = "h1.nv-title"
published = "p.nv-date"
body = "div.nv-text"
"""
_ANEW = """
[[layouts]]
title = "h2.card-head"
published = "div.card-day"
body = "div.card-story"
"""
_NOT_FOUND = """
[[not_found]]
at = "h1"
says = "^Сторінку не знайдено"
"""


def of_platform(platform: str) -> str:
    return f'platform = "{platform}"\nregion = "UA-18"\n'


def preset(site: Site, platform: str) -> str:
    return _head(site) + of_platform(platform)


def alone(site: Site) -> str:
    """Nothing but a name and the address of the list: all is found by structure."""
    return f'name = "{site.slug}"\nurl = "{site.bases[0]}{site.listing}"\ndelay = 0\n'


def strict(site: Site) -> str:
    return (
        _head(site)
        + _listing("nv-item", "nv-link", "nv-when", "nv-page")
        + 'total = "p.nv-total"\n'
        + _STRICT.format(until="")
        + _NOT_FOUND
    )


def bounded(site: Site) -> str:
    """Only two pages of its list may be read."""
    return strict(site).replace('page_param = "p"\n', 'page_param = "p"\nmax_pages = 2\n')


def with_sitemap(site: Site) -> str:
    sitemap = '[[sections]]\nname = "sitemap"\nreader = "sitemap"\nurl = "/sitemap.xml"\n'
    return f"{_head(site)}articles = ['^/novyna/']\n" + sitemap + strict(site).removeprefix(_head(site))


def feed_only(site: Site) -> str:
    feed = '[[sections]]\nname = "feed"\nreader = "feed"\nurl = "/rss.xml"\n'
    return _head(site) + feed + _STRICT.format(until="") + _NOT_FOUND


def mended(site: Site) -> str:
    """After the redesign: a new layout, and the old one with its last day."""
    until = FIRST + timedelta(days=site.redesigned - 2)
    layouts = _STRICT.format(until=f"until = {until.isoformat()}\n") + _ANEW
    return _head(site) + _listing("tile", "tile-link", "tile-day", "tile-page") + layouts + _NOT_FOUND


def followed(site: Site) -> str:
    """After it has moved to another host, with the old one as its own still."""
    old = site.bases[0].removeprefix("http://")
    told = strict(site).replace(site.bases[0], site.bases[1])
    return told.replace("delay = 0\n", f'delay = 0\nhosts = ["{old}"]\n', 1)


def _head(site: Site) -> str:
    return f'name = "{site.slug}"\nurl = "{site.bases[0]}/"\ndelay = 0\n'


def _listing(item: str, link: str, when: str, page: str) -> str:
    return (
        f'[[sections]]\nname = "news"\nreader = "listing"\nurl = "/news"\nitem = ".{item}"\nlink = "a.{link}"\n'
        f'published = ".{when}"\npage_param = "p"\nlast_page = "a.{page}"\n'
    )
